(* The gradient of the log-likelihood, for every m and n and every j < n. *)
From Coq Require Import Reals Lra Lia Arith.
From Coquelicot Require Import Coquelicot.
Require Import Sums Logistic.
Open Scope R_scope.

Lemma is_derive_sum m (f f' : nat -> R -> R) t :
  (forall i, (i < m)%nat -> is_derive (f i) t (f' i t)) ->
  is_derive (fun t => sum m (fun i => f i t)) t (sum m (fun i => f' i t)).
Proof.
  induction m; simpl; intros Hd.
  - apply (is_derive_const (K := R_AbsRing) (V := R_NormedModule) 0 t).
  - apply (is_derive_plus (K := R_AbsRing) (V := R_NormedModule)
      (fun t => sum m (fun i => f i t)) (f m)).
    + apply IHm; intros; apply Hd; lia.
    + apply Hd; lia.
Qed.

(* The linear predictor, and the coefficients with the j-th put to s. *)
Definition eta n (b x : nat -> R) := sum n (fun k => b k * x k).
Definition put (b : nat -> R) (j : nat) (s : R) := fun k => if Nat.eqb k j then s else b k.

Lemma eta_put n b x j s :
  eta n (put b j s) x = eta n b x + (if (j <? n)%nat then (s - b j) * x j else 0).
Proof.
  unfold eta. induction n; [simpl; ring|].
  cbn [sum]. rewrite IHn. unfold put at 1.
  destruct (Nat.ltb_spec j (S n)), (Nat.ltb_spec j n), (Nat.eqb_spec n j);
    try lia; subst; try ring.
Qed.

Lemma term_derivative y e c s :
  is_derive (fun s => y * (e + s * c) - A (e + s * c)) s ((y - sigma (e + s * c)) * c).
Proof.
  rewrite sigma_form. unfold A. assert (He := exp_pos (e + s * c)).
  auto_derive; [lra|]. field. lra.
Qed.

Definition log_likelihood m n (x : nat -> nat -> R) (y b : nat -> R) :=
  sum m (fun i => y i * ln (sigma (eta n b (x i)))
                + (1 - y i) * ln (1 - sigma (eta n b (x i)))).

Theorem gradient m n (x : nat -> nat -> R) (y b : nat -> R) j : (j < n)%nat ->
  is_derive (fun s => log_likelihood m n x y (put b j (b j + s))) 0
            (sum m (fun i => (y i - sigma (eta n b (x i))) * x i j)).
Proof.
  intros Hj. apply Nat.ltb_lt in Hj.
  assert (E : forall s : R,
    sum m (fun i => y i * (eta n b (x i) + s * x i j) - A (eta n b (x i) + s * x i j))
    = log_likelihood m n x y (put b j (b j + s))).
  { intros s. unfold log_likelihood. apply sum_ext; intros i _.
    rewrite eta_put, Hj, log_sigma, log_one_minus_sigma.
    replace (b j + s - b j) with s by ring. ring. }
  apply (is_derive_ext _ _ _ _ E).
  replace (sum m (fun i => (y i - sigma (eta n b (x i))) * x i j))
    with (sum m (fun i => (y i - sigma (eta n b (x i) + 0 * x i j)) * x i j)).
  - apply (is_derive_sum m
      (fun i s => y i * (eta n b (x i) + s * x i j) - A (eta n b (x i) + s * x i j))
      (fun i s => (y i - sigma (eta n b (x i) + s * x i j)) * x i j)).
    intros i _. apply term_derivative.
  - apply sum_ext; intros i _. rewrite Rmult_0_l, Rplus_0_r. reflexivity.
Qed.
