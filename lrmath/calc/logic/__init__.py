"""What may be done to a line: definitions put, derivatives taken, rules applied, limits found.

From ground to roof: ``conditions`` asks where a line is defined; ``calculus``, ``rewriting``,
``certificates``, ``bounds``, ``limits``, ``minimum``, ``induction`` and ``equivalence`` each know
one way to get from a line to the next; ``citing`` makes a rule of a theorem.
"""
