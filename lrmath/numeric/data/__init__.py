"""Observations as they come, checked: arrays, frames, files, blocks."""
