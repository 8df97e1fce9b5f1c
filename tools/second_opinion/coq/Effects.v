(* How errors grow when the functions are computed; odds in groups and in a sample of cases; and
   why Wald's statistic turns back. *)
From Coq Require Import Reals Lra Lia Arith.
From Coquelicot Require Import Coquelicot.
Require Import Sums Logistic LogSumExp Ridge.
Open Scope R_scope.

(* ---- how errors grow *)
Theorem sigma_condition t : t * Derive sigma t / sigma t = t * (1 - sigma t).
Proof. assert (B := sigma_bounds t). rewrite Derive_sigma. field. lra. Qed.

Theorem softplus_condition z : 0 <= z -> z * Derive A z / A z <= 1.
Proof.
  intros Hz. rewrite (is_derive_unique A z _ (softplus_derivative z)).
  assert (P := softplus_positive z). assert (Q := softplus_positive (- z)).
  assert (E := softplus_even z). assert (B := sigma_bounds z).
  apply (Rmult_le_reg_r (A z)); [exact P|].
  replace (z * sigma z / A z * A z) with (z * sigma z) by (field; lra). nra.
Qed.

Theorem lse_stable K o t : (0 < K)%nat ->
  t + ln (total K (fun h => o h - t)) = ln (total K o).
Proof.
  intros HK. change (total K (fun h => o h - t)) with (total K (fun h => o h + - t)).
  rewrite (log_sum_exp_shift K o (- t) HK). ring.
Qed.

Theorem lse_above K o t : (0 < K)%nat -> (forall a, (a < K)%nat -> o a <= t) ->
  ln (total K o) <= t + ln (INR K).
Proof.
  intros HK Ho. assert (HI : 0 < INR K) by (apply lt_0_INR; exact HK).
  assert (L : total K o <= INR K * exp t).
  { unfold total. rewrite <- sum_constant. apply sum_le; intros a Ha.
    destruct (Ho a Ha) as [H | ->]; [left; apply exp_increasing, H | right; reflexivity]. }
  assert (T := total_positive K o HK). assert (He := exp_pos t).
  replace (t + ln (INR K)) with (ln (INR K * exp t)).
  - destruct L as [L | ->]; [left; apply ln_increasing; assumption | right; reflexivity].
  - rewrite ln_mult by assumption. rewrite ln_exp. ring.
Qed.

(* ---- odds *)
Theorem case_control e f g : 0 < f -> 0 < g ->
  f * sigma e / (f * sigma e + g * (1 - sigma e)) = sigma (e + ln (f / g)).
Proof.
  intros Hf Hg. assert (He := exp_pos e). assert (Hq : 0 < f / g) by (apply Rdiv_lt_0_compat; lra).
  assert (Hp : 0 < f * exp e) by (apply Rmult_lt_0_compat; lra).
  rewrite !sigma_form, exp_plus, exp_ln by exact Hq. field. repeat split; nra.
Qed.

Definition odds q := q / (1 - q).
Definition mixed t u := (sigma (t + u) + sigma (t - u)) / 2.
Definition cosine u := (exp u + exp (- u)) / 2.

Theorem marginal_odds t u :
  odds (mixed t u) = exp t * (exp t + cosine u) / (1 + exp t * cosine u).
Proof.
  unfold odds, mixed, cosine. rewrite !sigma_form. unfold Rminus. rewrite !exp_plus, !exp_Ropp.
  assert (Ht := exp_pos t). assert (Hu := exp_pos u).
  assert (Hi := Rinv_0_lt_compat _ Hu). set (a := exp t) in *. set (b := exp u) in *.
  assert (Hab : 0 < a * b) by (apply Rmult_lt_0_compat; lra).
  assert (Haa : 0 < a * (b * b)) by (repeat apply Rmult_lt_0_compat; lra).
  field. repeat split; nra.
Qed.

Theorem collapsed t u :
  exp t - odds (mixed t u)
  = exp t * (exp t - 1) * (exp (u / 2) - exp (- u / 2)) ^ 2 / (2 * (1 + exp t * cosine u)).
Proof.
  rewrite marginal_odds. unfold cosine.
  replace (exp u) with (exp (u / 2) ^ 2) by (simpl; rewrite Rmult_1_r, <- exp_plus; f_equal; field).
  replace (exp (- u)) with (exp (- u / 2) ^ 2)
    by (simpl; rewrite Rmult_1_r, <- exp_plus; f_equal; field).
  assert (E : exp (u / 2) * exp (- u / 2) = 1)
    by (rewrite <- exp_plus, <- exp_0; f_equal; field).
  assert (Ht := exp_pos t). assert (Hu := exp_pos (u / 2)). assert (Hv := exp_pos (- u / 2)).
  set (a := exp t) in *. set (b := exp (u / 2)) in *. set (c := exp (- u / 2)) in *.
  replace ((b - c) ^ 2) with (b ^ 2 + c ^ 2 - 2) by (simpl; lra).
  assert (0 < a * ((b ^ 2 + c ^ 2) / 2)) by (apply Rmult_lt_0_compat; nra).
  field. nra.
Qed.

(* ---- Wald's statistic of a coefficient t with N samples at x = 1 turns back where t grows *)
Theorem wald_turns N t :
  is_derive (fun t => t ^ 2 * (N * sigma t * (1 - sigma t))) t
            (N * t * sigma t * (1 - sigma t) * (2 - t * (2 * sigma t - 1))).
Proof.
  assert (E : ex_derive sigma t) by (eexists; apply sigma_derivative).
  auto_derive; [repeat split; exact E|].
  change (Derive (fun x => sigma x) t) with (Derive sigma t). rewrite Derive_sigma. ring.
Qed.
