"""Metrics: what answers to labelled images come to. NumPy arrays in, plain figures out; needs no torch."""
