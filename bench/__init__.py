"""Benchmarks of the checker and of the numerics."""
