(* The loss J for every m and n: it is - ln of the likelihood; its gradient, its Hessian, and what
   that is along a direction. *)
From Coq Require Import Reals Lra Lia Arith.
From Coquelicot Require Import Coquelicot.
Require Import Sums Logistic Gradient.
Open Scope R_scope.

(* ---- the likelihood is a product over the samples *)
Fixpoint prod (m : nat) (f : nat -> R) : R :=
  match m with O => 1 | S k => prod k f * f k end.

Lemma ln_prod m f : (forall i, 0 < f i) -> ln (prod m f) = sum m (fun i => ln (f i)).
Proof.
  intros Hf. assert (Hp : forall k, 0 < prod k f).
  { induction k; simpl; [lra|]. apply Rmult_lt_0_compat; auto. }
  induction m; simpl; [apply ln_1|]. rewrite ln_mult, IHm; auto.
Qed.

Definition likelihood m n (x : nat -> nat -> R) (y b : nat -> R) :=
  prod m (fun i => Rpower (sigma (eta n b (x i))) (y i)
                 * Rpower (1 - sigma (eta n b (x i))) (1 - y i)).

Theorem ln_likelihood m n x y b :
  ln (likelihood m n x y b) = log_likelihood m n x y b.
Proof.
  unfold likelihood, log_likelihood. rewrite ln_prod.
  - apply sum_ext; intros i _. unfold Rpower. rewrite ln_mult; [|apply exp_pos..].
    rewrite !ln_exp. reflexivity.
  - intros i. apply Rmult_lt_0_compat; apply exp_pos.
Qed.

(* ---- the loss *)
Definition loss m n (x : nat -> nat -> R) (y b : nat -> R) :=
  sum m (fun i => A (eta n b (x i)) - y i * eta n b (x i)).

Lemma sum_opp m f : sum m (fun i => - f i) = - sum m f.
Proof.
  rewrite (sum_ext m _ (fun i => -1 * f i)), sum_scale by (intros; ring). ring.
Qed.

Theorem negative_log_likelihood m n x y b : - ln (likelihood m n x y b) = loss m n x y b.
Proof.
  rewrite ln_likelihood. unfold log_likelihood, loss. rewrite <- sum_opp.
  apply sum_ext; intros i _. rewrite log_sigma, log_one_minus_sigma. ring.
Qed.

(* ---- its gradient *)
Theorem loss_gradient m n x y b j : (j < n)%nat ->
  is_derive (fun s => loss m n x y (put b j (b j + s))) 0
            (sum m (fun i => (sigma (eta n b (x i)) - y i) * x i j)).
Proof.
  intros Hj. apply (is_derive_ext (fun s => - log_likelihood m n x y (put b j (b j + s)))).
  { intros s. rewrite <- negative_log_likelihood, ln_likelihood. reflexivity. }
  replace (sum m (fun i => (sigma (eta n b (x i)) - y i) * x i j))
    with (- sum m (fun i => (y i - sigma (eta n b (x i))) * x i j)).
  - apply (is_derive_opp (K := R_AbsRing) (V := R_NormedModule)), gradient, Hj.
  - rewrite <- sum_opp. apply sum_ext; intros; ring.
Qed.

Theorem chain_rule m n x y b j : (j < n)%nat ->
  is_derive (fun s => - ln (likelihood m n x y (put b j (b j + s)))) 0
            (sum m (fun i => (sigma (eta n b (x i)) - y i) * x i j)).
Proof.
  intros Hj. apply (is_derive_ext (fun s => loss m n x y (put b j (b j + s)))).
  - intros s. symmetry. apply negative_log_likelihood.
  - apply loss_gradient, Hj.
Qed.

(* ---- its Hessian: the slope, by the l-th coefficient, of the slope by the j-th *)
Definition slope m n x y b j := Derive (fun s => loss m n x y (put b j (b j + s))) 0.
Definition second m n x y b j l := Derive (fun s => slope m n x y (put b l (b l + s)) j) 0.
Definition weight n (b x : nat -> R) := sigma (eta n b x) * (1 - sigma (eta n b x)).

Lemma slope_is m n x y b j : (j < n)%nat ->
  slope m n x y b j = sum m (fun i => (sigma (eta n b (x i)) - y i) * x i j).
Proof. intros Hj. apply is_derive_unique, loss_gradient, Hj. Qed.

Lemma moved_sigma e c d y s :
  is_derive (fun s => (sigma (e + s * c) - y) * d) s
            (sigma (e + s * c) * (1 - sigma (e + s * c)) * c * d).
Proof.
  assert (E : ex_derive sigma (e + s * c)) by (eexists; apply sigma_derivative).
  auto_derive; [exact E|].
  change (Derive (fun x => sigma x) (e + s * c)) with (Derive sigma (e + s * c)).
  rewrite Derive_sigma. ring.
Qed.

Theorem hessian_entry m n x y b j l : (j < n)%nat -> (l < n)%nat ->
  is_derive (fun s => slope m n x y (put b l (b l + s)) j) 0
            (sum m (fun i => weight n b (x i) * x i j * x i l)).
Proof.
  intros Hj Hl. assert (Hb := Hl). apply Nat.ltb_lt in Hb.
  assert (E : forall s : R, sum m (fun i => (sigma (eta n b (x i) + s * x i l) - y i) * x i j)
    = slope m n x y (put b l (b l + s)) j).
  { intros s. rewrite (slope_is m n x y _ j Hj). apply sum_ext; intros i _.
    rewrite eta_put, Hb. replace (b l + s - b l) with s by ring. reflexivity. }
  apply (is_derive_ext _ _ _ _ E).
  replace (sum m (fun i => weight n b (x i) * x i j * x i l))
    with (sum m (fun i => sigma (eta n b (x i) + 0 * x i l)
      * (1 - sigma (eta n b (x i) + 0 * x i l)) * x i l * x i j)).
  - apply (is_derive_sum m
      (fun i s => (sigma (eta n b (x i) + s * x i l) - y i) * x i j)
      (fun i s => sigma (eta n b (x i) + s * x i l)
        * (1 - sigma (eta n b (x i) + s * x i l)) * x i l * x i j)).
    intros i _. apply moved_sigma.
  - apply sum_ext; intros i _. unfold weight. rewrite Rmult_0_l, Rplus_0_r. ring.
Qed.

Theorem second_is m n x y b j l : (j < n)%nat -> (l < n)%nat ->
  second m n x y b j l = sum m (fun i => weight n b (x i) * x i j * x i l).
Proof. intros Hj Hl. apply is_derive_unique, hessian_entry; assumption. Qed.

(* ---- along a direction v *)
Lemma weight_bounds n b x : 0 < weight n b x <= 1 / 4.
Proof.
  unfold weight. assert (H := sigma_bounds (eta n b x)). split.
  - apply Rmult_lt_0_compat; lra.
  - assert (S := pow2_ge_0 (sigma (eta n b x) - 1 / 2)). nra.
Qed.

Definition form m n x y b v :=
  sum n (fun j => sum n (fun l => v j * second m n x y b j l * v l)).
Definition speed n (x v : nat -> R) := sum n (fun k => x k * v k).

Theorem loss_form m n x y b v :
  form m n x y b v = sum m (fun i => weight n b (x i) * speed n (x i) v ^ 2).
Proof.
  unfold speed. rewrite <- (quadratic_form m n (fun i => weight n b (x i)) x v).
  unfold form. apply sum_ext; intros j Hj. apply sum_ext; intros l Hl.
  rewrite second_is by assumption. unfold hessian. ring.
Qed.

Theorem loss_semidefinite m n x y b v : 0 <= form m n x y b v.
Proof.
  rewrite loss_form. apply sum_nonneg; intros i _.
  apply Rmult_le_pos; [|apply pow2_ge_0]. generalize (weight_bounds n b (x i)); lra.
Qed.

Theorem loss_form_bound m n x y b v :
  form m n x y b v <= 1 / 4 * sum m (fun i => speed n (x i) v ^ 2).
Proof.
  rewrite loss_form, <- sum_scale. apply Rminus_le, Ropp_le_cancel.
  rewrite Ropp_0, Ropp_minus_distr. unfold Rminus. rewrite <- sum_opp, <- sum_plus.
  apply sum_nonneg; intros i _. assert (H := weight_bounds n b (x i)).
  assert (S := pow2_ge_0 (speed n (x i) v)). nra.
Qed.
