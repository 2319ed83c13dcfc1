"""What is muted is said by name: which filters, of which layer, in which copies."""

import pytest
from PySide6.QtGui import QAction

from engine.analysis.analysis import analyse
from engine.service.looking.looking_questions import Mute, Mutes
from gui.inspect import layer_words
from gui.inspect.mute import mute_words
from tests.gui.inspect.layers import FIRST, REPEATED, show_model, view

HERE = analyse(REPEATED, (1, 28, 28), 10)
ALL = tuple(Mute(f"nres00@{copy}") for copy in range(3))


@pytest.mark.parametrize(
    ("muted", "names"),
    [
        ((Mute("nstem0", 2),), ("filter 3 of 1. Stem",)),
        ((Mute("nstem0", 2), Mute("nstem0", 3)), ("filters 3, 4 of 1. Stem",)),
        ((Mute("nline0", 6),), ("unit 7 of 5. Linear",)),
        ((ALL[1],), ("1. Residual block in 2. Repeat, copy 2 of 3",)),
        (ALL, ("1. Residual block in 2. Repeat, all 3 copies",)),
        ((Mute("nrelu0@0", 1), Mute("nstem0")), ("1. Stem", "map 2 of 2. ReLU in 2. Repeat, copy 1 of 3")),
    ],
)
def test_each_layer_of_which_something_is_muted_is_named(muted, names):
    assert mute_words.named(Mutes(frozenset(muted)), HERE) == names


@pytest.mark.parametrize(
    ("muted", "how", "words"),
    [
        ((), "zero", ""),
        ((ALL[0],), "zero", "muted: this copy"),
        (ALL[:2], "zero", "muted: this copy and 1 more"),
        (ALL, "mean", "muted to the mean: all 3 copies"),
        ((Mute("nres00@0", 1),), "mean", "muted to the mean: map 2"),
    ],
)
def test_of_a_copy_it_is_said_which_others_are_muted_with_it(muted, how, words):
    assert mute_words.of_layer(Mutes(frozenset(muted), how), HERE, "nres00@0", "Map") == words


def test_the_first_that_is_muted_moves_nothing_and_stands_in_the_head(qtbot, workspace, page):
    show_model(workspace)
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    qtbot.wait(1)

    def places():
        parts = page.filters.mosaic, page.outputs.mosaic, page.mute.row, page.mute.row.layer
        return [(part.mapTo(page, part.rect().topLeft()), part.size()) for part in parts]

    before = places()
    workspace.muted.turn(FIRST, 5)
    qtbot.wait(1)
    assert places() == before
    assert page.source.text().endswith(" · step 1,250 · muted: filter 6")
    mean = page.mute.row.how.menu().actions()[1]
    mean.activate(QAction.ActionEvent.Trigger)
    assert workspace.muted.value.how == "mean"
    assert mean.isChecked()
    assert page.source.text().endswith("muted to the mean: filter 6")


def test_where_there_is_little_room_the_run_goes_then_the_place_and_never_the_step(qtbot, workspace, page, run):
    show_model(workspace, "saved")
    workspace.select([FIRST])
    page.show_layer(view(FIRST, (6, 1, 5, 5)))
    forms = layer_words.source(workspace.shown, 1250, run, "in 4. Stage 1", "muted: map 2")
    assert forms == (
        "in 4. Stage 1 · run “LeNet-5 on digits” · step 1,250 · muted: map 2",
        "in 4. Stage 1 · step 1,250 · muted: map 2",
        "step 1,250 · muted: map 2",
        "step 1,250",
    )
    page.resize(320, 420)
    qtbot.waitUntil(lambda: page.width() == 320)
    assert page.source.fitting() == "step 1,250"
