(* The softmax for every K: it adds up to 1, its Jacobian, and the variance that this makes of a
   direction. *)
From Coq Require Import Reals Lra Lia Arith.
From Coquelicot Require Import Coquelicot.
Require Import Sums Logistic Gradient LogSumExp.
Open Scope R_scope.

Lemma softmax_positive K z a : (0 < K)%nat -> 0 < softmax K z a.
Proof.
  intros HK. apply Rdiv_lt_0_compat; [apply exp_pos|apply total_positive, HK].
Qed.

Theorem softmax_total K z : (0 < K)%nat -> sum K (softmax K z) = 1.
Proof.
  intros HK. assert (HT := total_positive K z HK).
  rewrite (sum_ext K _ (fun a => / total K z * exp (z a))) by (intros; apply Rmult_comm).
  rewrite sum_scale. fold (total K z). field. lra.
Qed.

Theorem softmax_exponential K z a : (0 < K)%nat ->
  softmax K z a = exp (z a - ln (total K z)).
Proof.
  intros HK. assert (HT := total_positive K z HK).
  unfold Rminus. rewrite exp_plus, exp_Ropp, exp_ln by exact HT. reflexivity.
Qed.

Theorem softmax_odds K z a c : (0 < K)%nat ->
  ln (softmax K z a / softmax K z c) = z a - z c.
Proof.
  intros HK. assert (HT := total_positive K z HK). assert (Hc := exp_pos (z c)).
  replace (softmax K z a / softmax K z c) with (exp (z a - z c)); [apply ln_exp|].
  unfold Rminus, softmax. rewrite exp_plus, exp_Ropp. field. split; lra.
Qed.

Theorem softmax_shift K z c a : (0 < K)%nat ->
  softmax K (fun a => z a + c) a = softmax K z a.
Proof.
  intros HK. rewrite !softmax_exponential by exact HK.
  rewrite log_sum_exp_shift by exact HK. f_equal. ring.
Qed.

(* ---- the Jacobian *)
Definition delta (a c : nat) := if Nat.eqb a c then 1 else 0.

Lemma sum_delta K f a : (a < K)%nat -> sum K (fun c => delta a c * f c) = f a.
Proof.
  unfold delta. induction K; [lia|]. intros Ha. cbn [sum].
  destruct (Nat.eqb_spec a K) as [->|Hne].
  - rewrite (sum_ext K _ (fun _ => 0)), sum_zero; [ring|].
    intros i Hi. destruct (Nat.eqb_spec K i); [lia|ring].
  - rewrite IHK by lia. ring.
Qed.

Theorem jacobian K z a c : (c < K)%nat ->
  is_derive (fun s => softmax K (put z c s) a) (z c)
            (softmax K z a * (delta a c - softmax K z c)).
Proof.
  intros Hc. assert (HT : 0 < total K z) by (apply total_positive; lia).
  assert (E : forall s : R,
    exp (if Nat.eqb a c then s else z a) / (total K z - exp (z c) + exp s)
    = softmax K (put z c s) a).
  { intros s. unfold softmax. rewrite total_put by exact Hc. reflexivity. }
  apply (is_derive_ext _ _ _ _ E). unfold softmax, delta.
  destruct (Nat.eqb_spec a c) as [->|Hne]; auto_derive.
  1, 3: replace (total K z - exp (z c) + exp (z c)) with (total K z) by ring; lra.
  all: replace (total K z - exp (z c) + exp (z c)) with (total K z) by ring; field; lra.
Qed.

Definition partial K z a c := Derive (fun s => softmax K (put z c s) a) (z c).

Lemma partial_is K z a c : (c < K)%nat ->
  partial K z a c = softmax K z a * (delta a c - softmax K z c).
Proof. intros Hc. apply is_derive_unique, jacobian, Hc. Qed.

Theorem kernel K z a : (a < K)%nat -> sum K (fun c => partial K z a c) = 0.
Proof.
  intros Ha. assert (HK : (0 < K)%nat) by lia.
  rewrite (sum_ext K _ (fun c => delta a c * softmax K z a
    + (- softmax K z a) * softmax K z c)) by (intros; rewrite partial_is; [ring|assumption]).
  rewrite sum_plus, sum_scale, softmax_total, (sum_delta K (fun _ => softmax K z a)) by assumption.
  ring.
Qed.

(* ---- along a direction d *)
Definition mean K z d := sum K (fun a => softmax K z a * d a).
Definition square K z d := sum K (fun a => softmax K z a * d a ^ 2).

Theorem variance K z d :
  sum K (fun a => sum K (fun c => d a * partial K z a c * d c))
  = square K z d - mean K z d ^ 2.
Proof.
  rewrite (sum_ext K _ (fun a => softmax K z a * d a ^ 2
    + (- mean K z d) * (softmax K z a * d a))).
  - rewrite sum_plus, sum_scale. fold (mean K z d) (square K z d). ring.
  - intros a Ha. rewrite (sum_ext K _ (fun c => delta a c * (d a * softmax K z a * d c)
      + (- (d a * softmax K z a)) * (softmax K z c * d c)))
      by (intros; rewrite partial_is; [ring|assumption]).
    rewrite sum_plus, sum_scale, (sum_delta K (fun c => d a * softmax K z a * d c)) by exact Ha.
    fold (mean K z d). ring.
Qed.

Theorem pairs K z d : (0 < K)%nat ->
  square K z d - mean K z d ^ 2
  = / 2 * sum K (fun a => sum K (fun c => softmax K z a * softmax K z c * (d a - d c) ^ 2)).
Proof.
  intros HK. rewrite <- softmax_variance.
  rewrite softmax_total by exact HK. unfold square, mean. ring.
Qed.

(* ---- log-sum-exp is convex *)
Definition lse_slope K z a := Derive (fun r => ln (total K (put z a r))) (z a).
Definition lse_second K z a c := Derive (fun s => lse_slope K (put z c s) a) (z c).

Lemma lse_second_is K z a c : (a < K)%nat -> lse_second K z a c = partial K z a c.
Proof.
  intros Ha. apply Derive_ext. intros s. apply is_derive_unique, log_sum_exp_derivative, Ha.
Qed.

Theorem lse_convex K z d : (0 < K)%nat ->
  0 <= sum K (fun a => sum K (fun c => d a * lse_second K z a c * d c)).
Proof.
  intros HK.
  rewrite (sum_ext K _ (fun a => sum K (fun c => d a * partial K z a c * d c)))
    by (intros; apply sum_ext; intros; rewrite lse_second_is; [reflexivity|assumption]).
  rewrite variance, pairs by exact HK. apply Rmult_le_pos; [lra|].
  apply sum_nonneg; intros a _. apply sum_nonneg; intros c _.
  assert (Ha := softmax_positive K z a HK). assert (Hc := softmax_positive K z c HK).
  apply Rmult_le_pos; [|apply pow2_ge_0]. apply Rlt_le, Rmult_lt_0_compat; assumption.
Qed.
