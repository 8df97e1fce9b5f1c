"""What a fit says: results, tests, intervals, effects, tables."""
