"""Layers as the engine tells of them, with weights of any shape."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.network.layers import BatchNorm, Conv2d, Flatten, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual
from engine.project.recipes import read_recipe
from engine.service.answers import ImageOf, LayerView, Shown

SAMPLE = read_recipe("lenet5-sample")
INNER = Node("nconv0", Conv2d(4, (3, 3), padding=(1, 1)))
REPEATED = Network((
    Node("nstem0", Conv2d(4, (3, 3), padding=(1, 1)), name="Stem"),
    Node("nrep00", Repeat((Node("nres00", Residual((INNER,))), Node("nrelu0", ReLU())), 3)),
    Node("nnorm0", BatchNorm()),
    Node("nflat0", Flatten()),
    Node("nline0", Linear()),
))  # fmt: skip
FIRST = SAMPLE.network.nodes[0].id
LAST = SAMPLE.network.nodes[-1].id


def floats(*shape):
    return np.random.default_rng(1).standard_normal(shape).astype(np.float32)


def view(address, weights=None, activation=(6, 28, 28), step=1250, arithmetic="", probabilities=None):
    part, values, of = None if weights is None else floats(*weights), floats(*activation), ImageOf("test", 14)
    return LayerView(address, step, part, weights, None, values, (1, 28, 28), activation, arithmetic, of, probabilities)


def show_model(workspace, source="live", step=1250, project=SAMPLE):
    workspace.show_model(Shown(source, project, 1, step, None if source == "initial" else "r"))


def shows(part):
    return part.isVisible()


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
