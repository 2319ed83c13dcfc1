"""A layer, or the answer to an image, over the steps of a training: as numbers, and as moving pictures."""
