"""Sureness: whether the network is right as often as it is sure; `part.SurenessPart` is the widget."""
