"""Importing: a person's own images, found on the disk, decoded once, and kept in a cache that opens at once."""
