"""How a number comes about: the arithmetic of one value, with its real numbers."""
