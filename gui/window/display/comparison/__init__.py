"""Comparison: runs beside each other, on their page and in Try it, wired to the engine."""
