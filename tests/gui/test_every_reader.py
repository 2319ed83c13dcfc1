"""Whatever becomes of a file that the window reads, nothing but its own errors comes out."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from PIL import Image
from PySide6.QtCore import QMimeData

from engine.errors import ImageError, ProjectError
from engine.project.project import Project
from gui.stack.list.dragging.layer_clip import MIME, read_clip
from gui.state.settings import Settings, SettingsFile
from gui.tryit.picture_files import as_it_is, read
from gui.tryit.picture_to_drawing import from_image
from gui.window.files.recovery import Recovery, recovery_folder
from tests.mutations import MANY, mutated, mutated_bytes

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def test_the_settings_are_those_of_the_file_or_the_usual_ones(tmp_path):
    good = (SAMPLES / "settings-v1-2.json").read_bytes()
    path = tmp_path / "settings.json"

    @MANY
    @given(mutated(good, structural=True))
    def look(content):
        path.write_bytes(content)
        file = SettingsFile(path)
        assert isinstance(file.value, Settings)
        file.change(threads=3)
        assert "newer" in file.problem or SettingsFile(path).value.threads == 3

    look()


def test_unsaved_work_is_recovered_or_let_go(user_folders):
    good = (SAMPLES / "project-v1-1.json").read_bytes()
    recovery_folder().mkdir(parents=True, exist_ok=True)

    @MANY
    @given(mutated(good, structural=True))
    def look(content):
        left = recovery_folder() / "999999_1.00_elsewhere.json"
        left.write_bytes(content)
        os.utime(left, (0, 0))  # no sign of life for long
        recovery = Recovery()
        assert isinstance(recovery.take(), Project | None)
        recovery.forget()

    look()


@pytest.mark.parametrize("format", [MIME, "text/plain"])
def test_layers_on_the_clipboard_are_read_or_refused_in_words(qapp, format):
    good = (SAMPLES / "layers-v1-1.json").read_bytes()

    @MANY
    @given(mutated(good, structural=True))
    def look(content):
        data = QMimeData()
        data.setData(format, content)
        with suppress(ProjectError):
            read_clip(data)

    look()


@pytest.mark.parametrize("format", ["png", "jpeg", "bmp"])
@pytest.mark.qt_log_level_fail("CRITICAL")  # Qt says on its own what is wrong with a picture
def test_a_picture_is_drawn_or_refused_in_words(qapp, format, tmp_path):
    path = tmp_path / f"picture.{format}"
    Image.effect_noise((30, 20), 60).save(path, format)
    good = path.read_bytes()

    @MANY
    @given(mutated_bytes(good))
    def look(content):
        path.write_bytes(content)
        with suppress(ImageError):
            image = read(path).image
            assert as_it_is(image).ndim == 3
            assert from_image(image).pixels.ndim == 2

    look()
