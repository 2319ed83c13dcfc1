"""The main job for real: LeNet-5 trained on the bundled digits, and what it says to digits it never saw."""

from pathlib import Path

import pytest
import torch

from engine.data.batches.normalise import fitted
from engine.data.store import load
from engine.library.looking.trained import trained
from engine.prediction.answer import predict
from engine.prediction.drawing import from_drawing
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Mnist
from engine.runs.folder import RunFolder
from tests.engine.command.helpers import told

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def trained_run(tmp_path_factory):
    """What `train lenet5-sample` said, all of its six epochs."""
    folder = tmp_path_factory.mktemp("runs")
    return told("train", "lenet5-sample", "--threads", 1, "--out", folder, "--json")


def test_lenet5_recognises_digits_it_never_saw(trained_run):
    assert trained_run.status == 0
    assert trained_run.figures["epochs"] == 6
    assert trained_run.figures["test_accuracy"] >= 0.945


def test_the_preparation_of_drawings_costs_real_digits_next_to_nothing(trained_run, real_data):
    found = trained(RunFolder.open(Path(trained_run.figures["run"])))
    prepare = fitted(found.project.data.normalisation, load(DataSettings()).train)
    test = load(DataSettings(source=Mnist()), real_data).test
    drawn = torch.stack([from_drawing(image[0].numpy(), (1, 28, 28)) for image in test.images])
    as_they_are, as_drawings = (
        (predict(found.net, prepare, images).argmax(1) == test.labels).double().mean().item()
        for images in (test.images, drawn)
    )
    assert as_drawings >= as_they_are - 0.003
