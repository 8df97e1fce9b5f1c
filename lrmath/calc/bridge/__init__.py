"""SymPy beside the checker: its objects for what was proved, and its opinion of every step.

Nothing of the house imports this room when it is loaded; SymPy comes with it.
"""
