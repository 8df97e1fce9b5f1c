"""How an objective is minimised: one loop, its rules, and the last digits."""
