"""The list of living cards: rows, painting, dragging."""
