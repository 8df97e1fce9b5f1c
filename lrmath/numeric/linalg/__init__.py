"""Arrays, dense and sparse; triangular factors, ranks and fractions; threads."""
