"""Copying and saving: as a picture, as numbers, as a file."""
