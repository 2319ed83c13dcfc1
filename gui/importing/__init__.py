"""Importing: the dialog in which a person sees what they have, and says how it is read."""
