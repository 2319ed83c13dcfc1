"""Preference: what a filter or unit looks for: the images that excite it most, and one that is made for it."""
