"""Figures: what was reached in all and on each class; `part.FiguresPart` is the widget."""
