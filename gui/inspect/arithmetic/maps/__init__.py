"""The map or vector that the held value is one of, and one that it is made of."""
