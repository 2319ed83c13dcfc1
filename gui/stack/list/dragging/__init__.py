"""Dragging layers: what is on its way, and where it would go."""
