(* Finite sums over 0 .. n-1, and what the book proves with them for every size. *)
From Coq Require Import Reals Lra Lia.
Open Scope R_scope.

Fixpoint sum (n : nat) (f : nat -> R) : R :=
  match n with O => 0 | S k => sum k f + f k end.

Lemma sum_ext n f g : (forall i, (i < n)%nat -> f i = g i) -> sum n f = sum n g.
Proof.
  induction n; simpl; intros H; [reflexivity|].
  rewrite IHn, (H n); auto.
Qed.

Lemma sum_plus n f g : sum n (fun i => f i + g i) = sum n f + sum n g.
Proof. induction n; simpl; [ring|]. rewrite IHn; ring. Qed.

Lemma sum_scale n c f : sum n (fun i => c * f i) = c * sum n f.
Proof. induction n; simpl; [ring|]. rewrite IHn; ring. Qed.

Lemma sum_zero n : sum n (fun _ => 0) = 0.
Proof. induction n; simpl; [ring|]. rewrite IHn; ring. Qed.

Lemma sum_swap m n f :
  sum m (fun i => sum n (fun j => f i j)) = sum n (fun j => sum m (fun i => f i j)).
Proof.
  induction m; simpl; [symmetry; apply sum_zero|].
  rewrite IHm, <- sum_plus. reflexivity.
Qed.

Lemma sum_nonneg n f : (forall i, (i < n)%nat -> 0 <= f i) -> 0 <= sum n f.
Proof.
  induction n; simpl; intros H; [lra|].
  assert (0 <= f n) by (apply H; lia).
  assert (0 <= sum n f) by (apply IHn; intros; apply H; lia).
  lra.
Qed.

Lemma sum_positive n f : (0 < n)%nat -> (forall i, (i < n)%nat -> 0 < f i) -> 0 < sum n f.
Proof.
  destruct n; [lia|]; intros _ H; simpl.
  assert (0 <= sum n f) by (apply sum_nonneg; intros; left; apply H; lia).
  assert (0 < f n) by (apply H; lia).
  lra.
Qed.

Lemma sum_product n m f g :
  sum n f * sum m g = sum n (fun i => sum m (fun j => f i * g j)).
Proof.
  rewrite (Rmult_comm (sum n f)), <- sum_scale. apply sum_ext; intros.
  rewrite sum_scale. ring.
Qed.

(* The Hessian with weights w = p (1 - p), and its quadratic form. *)
Definition hessian (m : nat) (w : nat -> R) (x : nat -> nat -> R) (j k : nat) :=
  sum m (fun i => w i * x i j * x i k).

Theorem quadratic_form m n w x v :
  sum n (fun j => sum n (fun k => v j * v k * hessian m w x j k))
  = sum m (fun i => w i * (sum n (fun j => x i j * v j)) ^ 2).
Proof.
  transitivity (sum m (fun i => sum n (fun j => sum n (fun k =>
    w i * ((x i j * v j) * (x i k * v k)))))).
  - unfold hessian. rewrite sum_swap with (m := m). apply sum_ext; intros j _.
    rewrite sum_swap. apply sum_ext; intros k _.
    rewrite <- sum_scale. apply sum_ext; intros i _. ring.
  - apply sum_ext; intros i _. simpl. rewrite Rmult_1_r, sum_product, <- sum_scale.
    apply sum_ext; intros j _. rewrite <- sum_scale. reflexivity.
Qed.

Theorem hessian_nonnegative m n w x v :
  (forall i, (i < m)%nat -> 0 <= w i) ->
  0 <= sum n (fun j => sum n (fun k => v j * v k * hessian m w x j k)).
Proof.
  intros Hw. rewrite quadratic_form. apply sum_nonneg; intros i Hi.
  apply Rmult_le_pos; [auto | apply pow2_ge_0].
Qed.

(* With p_a = w_a / sum w this is: variance = half the weighted squared differences. *)
Theorem softmax_variance K w v :
  sum K w * sum K (fun a => w a * v a ^ 2) - (sum K (fun a => w a * v a)) ^ 2
  = / 2 * sum K (fun a => sum K (fun b => w a * w b * (v a - v b) ^ 2)).
Proof.
  assert (E : sum K (fun a => sum K (fun b => w a * w b * (v a - v b) ^ 2))
    = sum K (fun a => sum K (fun b => (w a * v a ^ 2) * w b))
    + sum K (fun a => sum K (fun b => w a * (w b * v b ^ 2)))
    + (-2) * sum K (fun a => sum K (fun b => (w a * v a) * (w b * v b)))).
  { rewrite <- sum_scale, <- !sum_plus. apply sum_ext; intros a _.
    rewrite <- sum_scale, <- !sum_plus. apply sum_ext; intros b _. ring. }
  rewrite E, <- !sum_product. field.
Qed.
