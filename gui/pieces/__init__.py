"""Pieces: small widgets that several panels are made of."""
