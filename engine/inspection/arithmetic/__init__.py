"""How one value of a layer's output comes about, with its real numbers, and where it goes."""
