"""The entries: what is fitted to what."""
