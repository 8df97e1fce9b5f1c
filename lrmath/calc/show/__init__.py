"""What a reader sees: LaTeX, statements, cards, complaints; all written from the checked terms."""
