"""What an evaluation found for each image, as the engine answers it, and the Results page with it."""

import numpy as np
import pytest

from engine.metrics.metrics import metrics
from engine.service.answers import ImagePredictions


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
