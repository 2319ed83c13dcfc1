"""Forks: runs that began with the weights of others, what they began with, and how they belong together."""
