"""The checker on trial: judges that share nothing with it, and attackers that try to mislead it.

``oracle`` judges a line by its text at plain numbers: ``reading`` reads it, ``places`` finds data,
``values`` holds them. ``mutants`` alters right lines, ``fates`` tells what becomes of them,
``typed`` draws what people type, and ``contexts`` holds what the tests are written in.
"""
