"""Confusion: which class was taken for which, as a matrix and in lists; `matrix_part.MatrixPart` is the widget."""
