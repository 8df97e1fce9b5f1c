"""Numbers that refute: counterexamples, in arithmetic that cannot mislead; they prove nothing."""
