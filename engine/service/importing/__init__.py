"""Bringing in a person's own images: what is asked, and how it goes on."""
