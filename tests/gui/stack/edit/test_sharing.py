"""The stack for others: pictures and tables of all of it; and what comes back from a chat, a file or anywhere."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from engine.analysis.analysis import analyse
from engine.analysis.stack_listing import costs, stack_table
from engine.errors import ProjectError
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.typed.document import written
from gui.stack.list.cards.card_words import summary
from gui.stack.list.dragging.layer_clip import clip_of, read_clip, to_mime
from gui.stack.list.stack_picture import TALLEST
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Show


def mime(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def test_the_picture_shows_the_whole_stack_at_twice_the_size(show: Show) -> None:
    stack = show(lenet())
    stack.panel.resize(360, 420)
    stack.panel.action("copy picture").trigger()
    image = QGuiApplication.clipboard().image()
    rows = sum(stack.view.sizeHintForRow(row) for row in range(stack.model.rowCount()))
    assert image.height() >= 2 * rows > 2 * stack.view.viewport().height()
    assert image.width() >= 2 * stack.view.viewport().width()
    below = image.copy(0, image.height() - 300, image.width(), 200)
    assert len({below.pixel(x, y) for x in range(0, below.width(), 3) for y in range(0, 200, 7)}) > 3


def test_the_table_and_the_panel_tell_the_same_memory() -> None:
    analysis = analyse(lenet(), (1, 28, 28), 10, batch=32)
    assert "2.1 MB of activations for a batch of 32" in costs(analysis)
    assert summary(analysis).endswith(" 2.1 MB")


def test_a_very_long_stack_fits_into_a_picture(show: Show) -> None:
    stack = show(lenet())
    many = lenet().nodes * 80
    stack.document.edit_network(stack.network.insert(stack.panel._insertion.gap(), _anew(stack, many)), "Many")
    stack.panel.action("copy picture").trigger()
    assert QGuiApplication.clipboard().image().height() <= TALLEST + 1


def _anew(stack, nodes):
    return tuple(type(node)(stack.document.new_id(), node.op) for node in nodes)


def test_the_picture_as_a_file(show: Show, tmp_path: Path, monkeypatch) -> None:
    stack = show(lenet())
    path = tmp_path / "net-0.5"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    stack.panel.action("save picture").trigger()
    assert QImage(str(tmp_path / "net-0.5.png")).width() >= 680


def test_a_picture_that_cannot_be_saved_says_so(qtbot: QtBot, show: Show, tmp_path: Path, monkeypatch) -> None:
    stack = show(lenet())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "x.png"), ""))
    with qtbot.waitSignal(stack.panel.refused) as said:
        stack.panel.action("save picture").trigger()
    assert said.args[0].startswith("The picture cannot be saved (")


def test_the_table_is_that_of_the_command_line(show: Show) -> None:
    stack = show(lenet())
    stack.panel.action("copy table").trigger()
    analysis = stack.document.analysis
    assert QGuiApplication.clipboard().text() == f"Untitled\n\n{stack_table(analysis)}\n\n{costs(analysis)}\n"
    assert "61,706 parameters" in QGuiApplication.clipboard().text()


def test_a_table_of_blocks_lines_up() -> None:
    project = read_recipe("resnet-20-cifar10")
    lines = stack_table(analyse(project.network, (3, 32, 32), 10, 1)).splitlines()
    assert lines[0].index("Parameters") + len("Parameters") == lines[3].index("432") + 3


def test_text_fenced_as_in_a_chat_is_taken() -> None:
    network = lenet()
    clip = clip_of(network, [network.nodes[0].id], "elsewhere")
    text = to_mime(clip).text()
    assert read_clip(mime(f"```json\n{text}\n```\n")).nodes == clip.nodes


def test_the_text_of_a_project_brings_its_layers() -> None:
    project = read_recipe("mlp-1")
    assert read_clip(mime(written(project).decode())).nodes == project.network.nodes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The clipboard holds no layers."),
        ("hello", "The clipboard holds text, but no layers."),
        ("{", "The layers on the clipboard cannot be read."),
        ('{"nodes": [{"id": "n00000", "op": {"kind": "Conv3d"}}]}', "The layers on the clipboard cannot be read."),
        ("```", "The clipboard holds no layers."),
    ],
)
def test_what_is_no_layers_says_so(text: str, words: str) -> None:
    with pytest.raises(ProjectError) as said:
        read_clip(mime(text))
    assert said.value.what.startswith(words)
    assert said.value.hint


def test_an_unknown_kind_is_named_with_what_was_perhaps_meant() -> None:
    with pytest.raises(ProjectError) as said:
        read_clip(mime('{"nodes": [{"id": "n00000", "op": {"kind": "Conv3d"}}]}'))
    assert "Conv3d" in said.value.what
    assert "Conv2d" in said.value.what


def test_an_empty_project_has_a_picture(show: Show) -> None:
    stack = show(Project().network)
    stack.panel.action("copy picture").trigger()
    assert not QGuiApplication.clipboard().image().isNull()
