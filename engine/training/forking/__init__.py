"""How a run begins with the weights of another: which of them fit, and what is said of it."""
