"""The shared CIFAR-10 JPEG folders, brought in for real: pixel by pixel what is in their files."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.data.importing.bringing_in import brought_in
from engine.data.store import load
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import Reading
from engine.project.data.sources import Cifar10
from tests.conftest import UNPACK

PLACE = Path(tempfile.gettempdir()) / "layerscope-test-cifar10"
IMAGES = 10_000


@pytest.fixture
def photographs():
    """Unpacked once, or those of LAYERSCOPE_TEST_DATA."""
    named = Path(os.environ.get("LAYERSCOPE_TEST_DATA", "/none")) / "cifar10-jpeg"
    if named.is_dir():
        return named
    if not UNPACK.exists():
        pytest.skip("The CIFAR-10 JPEG folders are not here")
    subprocess.run([sys.executable, UNPACK, PLACE, "cifar10-jpeg"], check=True, stdout=subprocess.DEVNULL)
    return PLACE / "cifar10-jpeg"


@pytest.mark.slow
@pytest.mark.timeout(600)  # unpacking 60,000 files takes minutes on a busy machine
def test_they_are_what_is_in_their_files(photographs):
    source = brought_in(photographs / "test").source
    assert (source.train_images + source.test_images, source.reading) == (IMAGES, Reading(32, 32))
    assert source.classes == Cifar10.published.classes
    parts = load(DataSettings(source=source))
    assert {part.labels.bincount().tolist()[0] for part in (parts.train, parts.test)} == {800, 200}
    seen = {image.numpy().tobytes() for part in (parts.train, parts.test) for image in part.images}
    assert len(seen) > 0.99 * IMAGES  # few are there twice
    for path in sorted((photographs / "test").rglob("*0.jpg"))[:100]:
        with Image.open(path) as image:
            assert np.asarray(image).transpose(2, 0, 1).tobytes() in seen
