"""The benchmark of ``fit``: time to a fixed accuracy, digits, failures, growth, limits."""
