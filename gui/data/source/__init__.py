"""Which images are trained on: tiles, folders, downloads, and what is wrong with them."""
