"""What a model says to the panel, and what a hand does to it."""

import numpy as np
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.project.data.sources import FashionMnist
from engine.project.recipes import read_recipe
from engine.service.answers import Picture, Prediction, Shown
from engine.typed.document import changed

PROJECT = read_recipe("lenet5-sample")
FASHION = changed(PROJECT, data=changed(PROJECT.data, source=FashionMnist()))
DIGITS = tuple("0123456789")


def prediction(of, best=3, share=0.997, step=1250, classes=DIGITS, label=None):
    """What the model says to the current image."""
    values = np.full(len(classes), (1 - share) / (len(classes) - 1), np.float32)
    values[best] = share
    picture = Picture(of.ref, np.zeros((1, 28, 28), np.uint8), 2000, label, best)
    return Prediction(picture, values, classes, step, step > 0)


def show_model(workspace, step=1250, run="r", project=PROJECT):
    workspace.show_model(Shown("live", project, 1, step, run))


def stroke(panel):
    QTest.mousePress(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    QTest.mouseMove(panel.canvas, QPoint(90, 90))
    QTest.mouseRelease(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(90, 90))


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def look_at(panel, image, ref, pixels=None):
    """Looks at an image whose answer comes at once."""
    image.look_at(ref)
    shown = np.random.default_rng(ref.index).integers(0, 255, (1, 28, 28), np.uint8) if pixels is None else pixels
    panel.show_prediction(Prediction(Picture(ref, shown, 2000, 4, 6), np.full(10, 0.1, np.float32), DIGITS, 9, True))
    return shown


def draw_five(path):
    """A picture file of a five, light on dark."""
    image = Image.new("L", (60, 60))
    ImageDraw.Draw(image).line([(42, 12), (22, 12), (20, 28), (38, 32), (38, 46), (20, 48)], fill=255, width=6)
    image.save(path)
