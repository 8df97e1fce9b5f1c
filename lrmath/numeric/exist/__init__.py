"""Whether the estimate exists, with a proof either way."""
