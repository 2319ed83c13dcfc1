"""What a person means by what they drop on the window."""

from pathlib import Path

import pytest

from gui.window.files.dropped import kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("mine.json", "project"),
        ("mine.layerscope", "project"),
        ("no suffix", "project"),
        ("gone.folder", "project"),
        ("table.CSV", "images"),
        ("words.txt", "images"),
        ("arrays.npz", "images"),
        ("photos.zip", "images"),
        ("photos.tar.gz", "images"),
        ("cat.JPEG", "picture"),
        ("cat.tiff", "picture"),
    ],
)
def test_files_go_by_their_ending(tmp_path: Path, name: str, kind: str) -> None:
    assert kind_of(tmp_path / name) == kind


def test_a_folder_of_a_run_or_of_runs_is_no_folder_of_images(tmp_path: Path) -> None:
    assert kind_of(tmp_path) == "images"
    (tmp_path / "a run").mkdir()
    assert kind_of(tmp_path) == "images"
    (tmp_path / "a run" / "project.json").touch()
    assert kind_of(tmp_path) == kind_of(tmp_path / "a run") == "run"
