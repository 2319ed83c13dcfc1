"""Optimisers: how gradients change the weights, written on torch's native operations."""
