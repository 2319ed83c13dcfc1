"""Prediction: a drawing or an image file as the network wants it, and what the network says to it."""

from engine.prediction.answer import predict, top
from engine.prediction.drawing import from_drawing
from engine.prediction.picture import drawing_in_file, from_file

__all__ = ["drawing_in_file", "from_drawing", "from_file", "predict", "top"]
