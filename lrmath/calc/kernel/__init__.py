"""The kernel: it alone makes a proof, of steps that its judge has carried.

From ground to roof: ``declaring`` makes contexts whose declarations are proved, ``proof`` keeps the
record of what was proved, ``reasons`` say what may be done to the two lines of a step, ``judge``
does that and compares, ``derivation`` adds line to line and closes the chain. What is believed is
this folder with ``logic``, ``normal`` and ``language`` below it; nothing of ``refute``, ``show``
and ``author``.
"""
