"""Prediction: a drawing or an image file as the network wants it, and what the network says to it."""
