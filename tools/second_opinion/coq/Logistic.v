(* The logistic function: its forms, symmetry and slope; the two logarithms of the likelihood. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Definition sigma (t : R) := / (1 + exp (- t)).
Definition A (t : R) := ln (1 + exp t).

Lemma denominator_positive t : 0 < 1 + exp (- t).
Proof. generalize (exp_pos (- t)); lra. Qed.

Lemma sigma_form t : sigma t = exp t / (1 + exp t).
Proof.
  unfold sigma. rewrite exp_Ropp. field.
  generalize (exp_pos t); intros; split; lra.
Qed.

Lemma sigma_symmetry t : 1 - sigma t = sigma (- t).
Proof.
  unfold sigma. rewrite Ropp_involutive, exp_Ropp. field.
  generalize (exp_pos t); intros; split; lra.
Qed.

Theorem sigma_derivative t : is_derive sigma t (sigma t * (1 - sigma t)).
Proof.
  unfold sigma. auto_derive.
  - generalize (denominator_positive t); lra.
  - field. generalize (denominator_positive t); lra.
Qed.

Lemma sigma_bounds t : 0 < sigma t < 1.
Proof.
  assert (He := exp_pos (- t)). unfold sigma. split.
  - apply Rinv_0_lt_compat; lra.
  - rewrite <- Rinv_1 at 2. apply Rinv_lt_contravar; lra.
Qed.

Lemma Derive_sigma t : Derive sigma t = sigma t * (1 - sigma t).
Proof. apply is_derive_unique, sigma_derivative. Qed.

Theorem sigma_increasing t : 0 < Derive sigma t.
Proof.
  rewrite Derive_sigma. assert (H := sigma_bounds t).
  apply Rmult_lt_0_compat; lra.
Qed.

Theorem slope_bound t : Derive sigma t <= 1 / 4.
Proof. rewrite Derive_sigma. assert (H := pow2_ge_0 (sigma t - 1 / 2)). nra. Qed.

Theorem sigma_second t :
  is_derive (Derive sigma) t (sigma t * (1 - sigma t) * (1 - 2 * sigma t)).
Proof.
  apply (is_derive_ext (fun t => sigma t * (1 - sigma t))).
  { intros s. symmetry. apply Derive_sigma. }
  assert (E : ex_derive sigma t) by (eexists; apply sigma_derivative).
  auto_derive; [repeat split; exact E|].
  change (Derive (fun x => sigma x) t) with (Derive sigma t). rewrite Derive_sigma. ring.
Qed.

Theorem softplus_derivative t : is_derive A t (sigma t).
Proof.
  rewrite sigma_form. unfold A. generalize (exp_pos t); intros.
  auto_derive; [lra | field; lra].
Qed.

Lemma log_sigma t : ln (sigma t) = t - A t.
Proof.
  assert (He := exp_pos t). rewrite sigma_form. unfold A, Rdiv.
  rewrite ln_mult; [|lra|apply Rinv_0_lt_compat; lra].
  rewrite ln_exp, ln_Rinv; [ring|lra].
Qed.

Lemma log_one_minus_sigma t : ln (1 - sigma t) = - A t.
Proof.
  assert (He := exp_pos t). rewrite sigma_form. unfold A.
  replace (1 - exp t / (1 + exp t)) with (/ (1 + exp t)) by (field; lra).
  apply ln_Rinv; lra.
Qed.

Theorem softplus_curvature t : is_derive (Derive A) t (sigma t * (1 - sigma t)).
Proof.
  apply (is_derive_ext sigma); [|apply sigma_derivative].
  intros s. symmetry. apply is_derive_unique, softplus_derivative.
Qed.

Lemma softplus_even t : A t = t + A (- t).
Proof.
  assert (He := exp_pos t). unfold A. rewrite exp_Ropp.
  replace (1 + exp t) with (exp t * (1 + / exp t)) by (field; lra).
  rewrite ln_mult, ln_exp; [reflexivity|lra|].
  generalize (Rinv_0_lt_compat _ He); lra.
Qed.
