(* Log-sum-exp: its slope is the softmax, for every K; shifts; two classes give the logistic. *)
From Coq Require Import Reals Lra Lia Arith.
From Coquelicot Require Import Coquelicot.
Require Import Sums Logistic Gradient.
Open Scope R_scope.

Definition total K (z : nat -> R) := sum K (fun a => exp (z a)).
Definition softmax K (z : nat -> R) (b : nat) := exp (z b) / total K z.

Lemma total_positive K z : (0 < K)%nat -> 0 < total K z.
Proof. intros HK. apply sum_positive; [exact HK|]. intros; apply exp_pos. Qed.

Lemma total_put K z b s : (b < K)%nat ->
  total K (put z b s) = total K z - exp (z b) + exp s.
Proof.
  unfold total. induction K; [lia|]. intros Hb. cbn [sum].
  destruct (Nat.eq_dec b K) as [->|Hne].
  - unfold put at 2. rewrite Nat.eqb_refl.
    rewrite (sum_ext K (fun a => exp (put z K s a)) (fun a => exp (z a))); [ring|].
    intros i Hi. unfold put. destruct (Nat.eqb_spec i K); [lia|reflexivity].
  - rewrite IHK by lia. unfold put at 1. destruct (Nat.eqb_spec K b); [lia|]. ring.
Qed.

Theorem log_sum_exp_derivative K z b : (b < K)%nat ->
  is_derive (fun s => ln (total K (put z b s))) (z b) (softmax K z b).
Proof.
  intros Hb. assert (HT : 0 < total K z) by (apply total_positive; lia).
  apply (is_derive_ext (fun s => ln (total K z - exp (z b) + exp s))).
  { intros s. rewrite total_put; auto. }
  unfold softmax. auto_derive.
  - replace (total K z - exp (z b) + exp (z b)) with (total K z) by ring. exact HT.
  - replace (total K z - exp (z b) + exp (z b)) with (total K z) by ring. field. lra.
Qed.

Theorem log_sum_exp_shift K z c : (0 < K)%nat ->
  ln (total K (fun a => z a + c)) = ln (total K z) + c.
Proof.
  intros HK. unfold total.
  rewrite (sum_ext K (fun a => exp (z a + c)) (fun a => exp c * exp (z a))).
  - rewrite sum_scale, ln_mult; [|apply exp_pos|apply (total_positive K z HK)].
    rewrite ln_exp. ring.
  - intros i _. rewrite exp_plus. ring.
Qed.

Theorem softmax_of_two z : softmax 2 z 0 = sigma (z 0%nat - z 1%nat).
Proof.
  unfold softmax, total, sigma. simpl.
  assert (H0 := exp_pos (z 0%nat)). assert (H1 := exp_pos (z 1%nat)).
  replace (- (z 0%nat - z 1%nat)) with (z 1%nat + - z 0%nat) by ring.
  rewrite exp_plus, exp_Ropp. field. split; lra.
Qed.
