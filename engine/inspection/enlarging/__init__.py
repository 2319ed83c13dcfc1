"""Enlarging: one filter or map of a layer with all that can be told of its values."""
