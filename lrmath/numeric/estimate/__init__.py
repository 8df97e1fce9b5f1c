"""From checked observations to the estimate: the plan for each kind of data."""
