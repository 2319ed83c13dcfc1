"""What an evaluation found for each image, as the engine answers it, and the Results page with it."""

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from engine.metrics.metrics import metrics
from engine.service.answers import ImagePredictions
from gui.results.page import ResultsPage
from tests.gui.results.garments import ANSWERS, GARMENTS, LABELS, SURE, evaluated
from tests.widgets import scrolled


@pytest.fixture
def predictions():
    """Makes the answer from labels, answers and how sure they are; the truth is the second choice of what is wrong."""

    def made(labels, answers, sure, step=750, split="test", classes=None):
        labels, answers = np.asarray(labels, np.int64), np.asarray(answers, np.int64)
        sure, right = np.asarray(sure, np.float32), labels == answers
        ranks, truth = np.where(right, 1, 2), np.where(right, sure, (1 - sure) / 2).astype(np.float32)
        size = classes or int(max(labels.max(), answers.max())) + 1
        figures = metrics(labels, answers, ranks, sure, size)
        return ImagePredictions(split, step, labels, answers, sure, ranks, truth, figures)

    return made


@pytest.fixture
def found(predictions):
    return partial(predictions, LABELS, ANSWERS, SURE)


@pytest.fixture
def page(qtbot):
    with scrolled(qtbot, ResultsPage(), 620, 560) as shown:
        yield shown


@pytest.fixture
def full(page, found):
    """With its mistakes in front."""
    page.show_evaluation(evaluated(), GARMENTS)
    page.show_found(found())
    page.show_part("mistakes")
    QApplication.processEvents()  # everything gets its place
    QApplication.sendEvent(page.mistakes.list, QEvent(QEvent.Type.Leave))  # the pointer of the test before
    return page


@pytest.fixture
def trains_on(full, predictions):
    """After that only 3 is mistaken still."""

    def train():
        full.show_evaluation(evaluated(1000), GARMENTS)
        full.show_found(predictions(LABELS, [0, 1, 2, 1, 0, 1, 2, 3], SURE, 1000))

    return train
