"""Comparison: what is asked about runs beside each other, and how it is answered."""
