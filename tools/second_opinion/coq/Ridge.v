(* Ridge for every m and n: the gradient and the Hessian, a bound on the estimate, and why a point
   with gradient 0 is the only minimum: the loss lies above its tangent planes. *)
From Coq Require Import Reals Lra Lia Arith.
From Coquelicot Require Import Coquelicot.
Require Import Sums Logistic Gradient Loss LogSumExp Softmax.
Open Scope R_scope.

Definition pull m n (x : nat -> nat -> R) (y b : nat -> R) j :=
  sum m (fun i => (sigma (eta n b (x i)) - y i) * x i j).
Definition penalty n (lam b : nat -> R) := sum n (fun k => lam k * b k ^ 2).
Definition ridge m n x y lam b := loss m n x y b + 1 / 2 * penalty n lam b.

(* ---- gradient and Hessian *)
Lemma penalty_put n lam b j s :
  penalty n lam (put b j s)
  = penalty n lam b + (if (j <? n)%nat then lam j * (s ^ 2 - b j ^ 2) else 0).
Proof.
  unfold penalty. induction n; [simpl; ring|].
  cbn [sum]. rewrite IHn. unfold put at 1.
  destruct (Nat.ltb_spec j (S n)), (Nat.ltb_spec j n), (Nat.eqb_spec n j);
    try lia; subst; try ring.
Qed.

Theorem ridge_gradient m n x y lam b j : (j < n)%nat ->
  is_derive (fun s => ridge m n x y lam (put b j (b j + s))) 0
            (pull m n x y b j + lam j * b j).
Proof.
  intros Hj. assert (Hb := Hj). apply Nat.ltb_lt in Hb.
  apply (is_derive_plus (K := R_AbsRing) (V := R_NormedModule)
    (fun s => loss m n x y (put b j (b j + s)))
    (fun s => 1 / 2 * penalty n lam (put b j (b j + s)))).
  - apply loss_gradient, Hj.
  - apply (is_derive_ext
      (fun s => 1 / 2 * (penalty n lam b + lam j * ((b j + s) ^ 2 - b j ^ 2)))).
    { intros s. rewrite penalty_put, Hb. reflexivity. }
    auto_derive; [trivial | field].
Qed.

Definition ridge_slope m n x y lam b j :=
  Derive (fun s => ridge m n x y lam (put b j (b j + s))) 0.

Lemma ridge_slope_is m n x y lam b j : (j < n)%nat ->
  ridge_slope m n x y lam b j = slope m n x y b j + lam j * b j.
Proof.
  intros Hj. rewrite (slope_is m n x y b j Hj).
  apply is_derive_unique, ridge_gradient, Hj.
Qed.

Theorem ridge_hessian m n x y lam b j l : (j < n)%nat -> (l < n)%nat ->
  is_derive (fun s => ridge_slope m n x y lam (put b l (b l + s)) j) 0
            (sum m (fun i => weight n b (x i) * x i j * x i l) + lam j * delta j l).
Proof.
  intros Hj Hl.
  apply (is_derive_ext (fun s => slope m n x y (put b l (b l + s)) j
    + lam j * put b l (b l + s) j)).
  { intros s. symmetry. apply ridge_slope_is, Hj. }
  apply (is_derive_plus (K := R_AbsRing) (V := R_NormedModule)
    (fun s => slope m n x y (put b l (b l + s)) j)
    (fun s => lam j * put b l (b l + s) j)).
  - apply hessian_entry; assumption.
  - unfold put, delta. destruct (Nat.eqb_spec j l); auto_derive; trivial; ring.
Qed.

(* ---- a bound on the estimate *)
Lemma softplus_positive t : 0 < A t.
Proof.
  unfold A. rewrite <- ln_1. assert (He := exp_pos t). apply ln_increasing; lra.
Qed.

Definition labels m (y : nat -> R) := forall i, (i < m)%nat -> y i = 0 \/ y i = 1.

Theorem loss_nonnegative m n x y b : labels m y -> 0 <= loss m n x y b.
Proof.
  intros Hy. unfold loss. apply sum_nonneg; intros i Hi.
  set (t := eta n b (x i)). assert (H := softplus_even t).
  assert (P := softplus_positive t). assert (Q := softplus_positive (- t)).
  destruct (Hy i Hi) as [-> | ->]; lra.
Qed.

Lemma sum_constant m c : sum m (fun _ => c) = INR m * c.
Proof. induction m; cbn [sum]; [simpl; ring|]. rewrite IHm, S_INR. ring. Qed.

Theorem ridge_zero m n x y lam : ridge m n x y lam (fun _ => 0) = INR m * ln 2.
Proof.
  unfold ridge, penalty, loss, eta, A.
  rewrite (sum_ext n (fun k => lam k * 0 ^ 2) (fun _ => 0)) by (intros; ring).
  rewrite sum_zero. rewrite <- sum_constant.
  replace (1 / 2 * 0) with 0 by field. rewrite Rplus_0_r.
  apply sum_ext; intros i _.
  rewrite (sum_ext n (fun k => 0 * x i k) (fun _ => 0)) by (intros; ring).
  rewrite sum_zero, exp_0, Rmult_0_r, Rminus_0_r. reflexivity.
Qed.

Theorem ridge_bound m n x y lam b : labels m y ->
  ridge m n x y lam b <= INR m * ln 2 -> penalty n lam b <= 2 * (INR m * ln 2).
Proof. intros Hy. assert (H := loss_nonnegative m n x y b Hy). unfold ridge. lra. Qed.

(* ---- above the tangent planes *)
Lemma softplus_above_tangent t d : A t + sigma t * d <= A (t + d).
Proof.
  set (u := A (t + d) - A t).
  assert (Ht := exp_pos t). assert (Hd := exp_pos (t + d)).
  assert (E1 : exp (- u) = (1 + exp t) / (1 + exp (t + d))).
  { unfold u. replace (- (A (t + d) - A t)) with (A t + - A (t + d)) by ring.
    rewrite exp_plus, exp_Ropp. unfold A. rewrite !exp_ln by lra. reflexivity. }
  assert (E2 : exp (d - u) = exp d * exp (- u)) by (rewrite <- exp_plus; f_equal; ring).
  assert (E : (1 - sigma t) * exp (- u) + sigma t * exp (d - u) = 1).
  { rewrite E2, E1, sigma_form. rewrite exp_plus in *. field. split; lra. }
  assert (B := sigma_bounds t).
  assert (I1 : (1 - sigma t) * (1 + - u) <= (1 - sigma t) * exp (- u))
    by (apply Rmult_le_compat_l; [lra | apply exp_ineq1_le]).
  assert (I2 : sigma t * (1 + (d - u)) <= sigma t * exp (d - u))
    by (apply Rmult_le_compat_l; [lra | apply exp_ineq1_le]).
  unfold u in *. lra.
Qed.

Lemma sum_le m f g : (forall i, (i < m)%nat -> f i <= g i) -> sum m f <= sum m g.
Proof.
  induction m; simpl; intros H; [lra|].
  assert (f m <= g m) by (apply H; lia).
  assert (sum m f <= sum m g) by (apply IHm; intros; apply H; lia). lra.
Qed.

Lemma along m n x y b v :
  sum n (fun j => pull m n x y b j * v j)
  = sum m (fun i => (sigma (eta n b (x i)) - y i) * eta n v (x i)).
Proof.
  unfold pull, eta at 2.
  transitivity (sum n (fun j => sum m (fun i => (sigma (eta n b (x i)) - y i) * (v j * x i j)))).
  - apply sum_ext; intros j _. rewrite Rmult_comm, <- sum_scale. apply sum_ext; intros; ring.
  - rewrite sum_swap. apply sum_ext; intros i _. apply sum_scale.
Qed.

Theorem loss_above_plane m n x y b v :
  loss m n x y b + sum n (fun j => pull m n x y b j * v j)
  <= loss m n x y (fun k => b k + v k).
Proof.
  rewrite along. unfold loss. rewrite <- sum_plus. apply sum_le; intros i _.
  replace (eta n (fun k => b k + v k) (x i)) with (eta n b (x i) + eta n v (x i)).
  - assert (H := softplus_above_tangent (eta n b (x i)) (eta n v (x i))). lra.
  - unfold eta. rewrite <- sum_plus. apply sum_ext; intros; ring.
Qed.

Lemma penalty_moved n lam b v :
  1 / 2 * penalty n lam (fun k => b k + v k)
  = 1 / 2 * penalty n lam b + sum n (fun j => lam j * b j * v j) + 1 / 2 * penalty n lam v.
Proof.
  unfold penalty. rewrite <- !sum_scale, <- !sum_plus. apply sum_ext; intros. field.
Qed.

Theorem ridge_above m n x y lam b v :
  ridge m n x y lam b + sum n (fun j => (pull m n x y b j + lam j * b j) * v j)
    + 1 / 2 * penalty n lam v
  <= ridge m n x y lam (fun k => b k + v k).
Proof.
  unfold ridge. rewrite penalty_moved. assert (H := loss_above_plane m n x y b v).
  replace (sum n (fun j => (pull m n x y b j + lam j * b j) * v j))
    with (sum n (fun j => pull m n x y b j * v j) + sum n (fun j => lam j * b j * v j)).
  - lra.
  - rewrite <- sum_plus. apply sum_ext; intros; ring.
Qed.

Theorem ridge_least m n x y lam b v :
  (forall j, (j < n)%nat -> pull m n x y b j + lam j * b j = 0) ->
  ridge m n x y lam b + 1 / 2 * penalty n lam v <= ridge m n x y lam (fun k => b k + v k).
Proof.
  intros H0. assert (H := ridge_above m n x y lam b v).
  rewrite (sum_ext n _ (fun _ => 0)), sum_zero in H; [lra|].
  intros j Hj. rewrite (H0 j Hj). ring.
Qed.
