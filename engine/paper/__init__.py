"""Paper: the ink of a drawing in a picture, whatever ground it lies on and however the light falls (no torch)."""
