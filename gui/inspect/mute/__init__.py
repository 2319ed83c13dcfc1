"""Muting in Inspect: the eyes on filters, maps and units, and what muting each of them costs."""
