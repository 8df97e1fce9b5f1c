"""The language of lines: terms, what their names mean, and how they are read and written.

Nothing here knows any logic. A name is resolved once, when a line is read: from then on a term
holds the declared thing itself, and a bound index has no name at all.
"""
