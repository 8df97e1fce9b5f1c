"""The likelihood: families, rows, scaling, objectives, and what can be wrong with data."""
