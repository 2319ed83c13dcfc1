"""Appearance: colours, type, lengths that follow the zoom, and the stylesheet."""
