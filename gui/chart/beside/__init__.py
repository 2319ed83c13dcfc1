"""The runs beside the shown one: which there are, what is seen of each, and their legend."""
