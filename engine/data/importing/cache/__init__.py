"""Cache: images as they were decoded, once, in the user's cache folder, and how they come to be there."""
