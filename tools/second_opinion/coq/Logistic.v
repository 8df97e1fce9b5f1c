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

Print Assumptions sigma_derivative.
Print Assumptions softplus_derivative.
