"""Questions about images: those of a data set, and what a model says of them."""
