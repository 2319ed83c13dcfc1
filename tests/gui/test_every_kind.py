"""What the window promises of every kind there is: it can be found, is drawn and told apart, edited and spoken.

Nothing here lists kinds: a new member of a union is tried as the others are.
"""

from typing import get_args

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from engine.events import Event, Progress
from engine.network.layer_base import Group
from engine.network.network import Network
from engine.network.nodes import KINDS, Node, Op, random_ids
from engine.project.data.data_settings import Augmentation, Normalisation, Validation, steps_per_epoch
from engine.project.data.sources import SOURCES, PublishedSource
from engine.project.project import Project, training_images
from engine.project.training.budgets import Budget
from engine.project.training.optimisers import Optimiser
from engine.project.training.rate.rates import rate
from engine.project.training.rate.schedules import Schedule
from engine.project.training.training_settings import TrainingSettings
from gui.appearance import theme
from gui.data.source.source_chooser import SourceChooser
from gui.data.usual_constants import usual
from gui.forms.struct_form import StructForm
from gui.pieces.images.source_sign import sign_of
from gui.stack.list.cards.card_words import counted, settings
from gui.stack.list.cards.layer_icons import paint_icon
from gui.stack.palette.catalogue import ENTRIES, GROUPS, search
from gui.stack.palette.effect_picture import paint_effect
from gui.stack.palette.effects import effect
from gui.state.bridge import Bridge, Told
from gui.state.machine.pace import Pace
from gui.training.rates_to_draw import in_words, rate_curve
from tests.engine.sample_events import sample
from tests.engine.settings_of import named, varied
from tests.gui.appearance.contrast import contrast
from tests.gui.stack.stacks import Stack

SIDE = 32
CHOICES = [
    kind for union in (Optimiser, Schedule, Budget, Validation, Normalisation, Augmentation) for kind in get_args(union)
]


def blank(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def icon(kind: type[Op]) -> bytes:
    image = blank(SIDE, SIDE)
    painter = QPainter(image)
    paint_icon(painter, QPointF(0, 0), SIDE, kind, QColor("black"))
    painter.end()
    return bytes(image.constBits())


@pytest.mark.parametrize("kind", KINDS, ids=named)
class TestEveryLayerAndBlock:
    def test_its_icon_is_drawn_and_told_from_all_others(self, qapp, kind) -> None:
        mine = icon(kind)
        assert mine != bytes(blank(SIDE, SIDE).constBits())
        assert [other for other in KINDS if icon(other) == mine] == [kind]

    @pytest.mark.parametrize("look", [theme.light, theme.dark], ids=["light", "dark"])
    def test_its_icon_stands_out_from_a_card(self, qapp, kind, look: theme.Theme) -> None:
        """A good part of what is painted has a contrast of 3:1 or more; faint parts are only its surroundings."""
        for ground in (look.surface, look.selection):
            image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
            image.fill(QColor(ground))
            painter = QPainter(image)
            paint_icon(painter, QPointF(0, 0), SIDE, kind, look.kind(kind.group))
            painter.end()
            seen = [image.pixelColor(x, y).name() for x in range(SIDE) for y in range(SIDE)]
            painted = [colour for colour in seen if contrast(colour, ground) > 1.2]
            clear = [colour for colour in painted if contrast(colour, ground) >= 3]
            assert len(clear) >= 0.25 * len(painted), ground

    def test_its_effect_is_painted_and_explained(self, qapp, kind) -> None:
        shown = effect(kind)
        assert len(shown.parts) in (2, 3)
        assert len(shown.signs) >= len(shown.parts) - 1
        assert shown.words.endswith(".")
        assert [other for other in KINDS if effect(other).words == shown.words] == [kind]
        image = blank(320, 140)
        painter = QPainter(image)
        paint_effect(painter, QRectF(0, 0, 320, 140), shown)
        painter.end()
        assert image != blank(320, 140)

    def test_the_palette_has_it_in_its_group_and_letters_find_it(self, kind) -> None:
        (entry,) = (entry for entry in ENTRIES if entry.kind is kind)
        assert (entry.title, entry.help, entry.group) == (kind.title, kind.help, kind.group)
        assert search(kind.title)[0].kind is kind
        assert kind in [found.kind for found in search(kind.__name__)]

    def test_its_card_bears_the_colour_of_its_group(self, qtbot: QtBot, kind) -> None:
        stack = Stack(Network((Node("n00000", kind()),)))
        qtbot.addWidget(stack.panel)
        stack.panel.resize(theme.px(360), theme.px(600))
        stack.panel.show()
        image = stack.view.viewport().grab(stack.rect("n00000")).toImage()
        colours = {image.pixelColor(x, image.height() // 2).name().upper() for x in range(image.width() // 4)}
        assert theme.current().kind(kind.group).name().upper() in colours
        stack.document.close()

    def test_it_is_edited_in_a_form(self, qtbot: QtBot, kind) -> None:
        for op in varied(kind()):
            form = StructForm(kind, op)
            qtbot.addWidget(form)
            assert form.value == op
            assert all(form.error(name) == "" for name in form.fields)

    def test_screen_readers_hear_it(self, kind) -> None:
        for op in varied(kind()):
            said = settings(op)
            assert not set("×·") & set(said), op
            assert bool(said) or not op.brief(), op
        new_id = random_ids(3)
        assert counted([Node(new_id(), kind())]).lower().startswith(f"1 {kind.title}".lower())
        assert counted([Node(new_id(), kind()) for _ in range(2)]).startswith("2 ")


def test_every_group_has_a_colour_and_a_place_in_the_palette() -> None:
    for colours in theme.KINDS.values():
        assert set(GROUPS) == set(colours) == set(get_args(Group))
        assert len(set(colours.values())) == len(colours)


@pytest.mark.parametrize("kind", CHOICES, ids=named)
def test_every_choice_is_edited_in_a_form(qtbot: QtBot, kind) -> None:
    for value in varied(kind()):
        form = StructForm(kind, value)
        qtbot.addWidget(form)
        assert form.value == value
        assert set(form.fields) == set(kind.__struct_fields__)


@pytest.mark.parametrize("kind", SOURCES, ids=named)
class TestEverySource:
    def test_its_tile_is_painted_with_a_sign_of_its_own(self, qtbot: QtBot, kind: type[PublishedSource]) -> None:
        chooser = SourceChooser(kind())
        qtbot.addWidget(chooser)
        assert QRectF(0, 0, 1, 1).contains(sign_of(kind()).boundingRect())
        assert [other for other in SOURCES if sign_of(other()) == sign_of(kind())] == [kind]
        assert chooser.tiles[kind].isChecked()
        assert not chooser.grab().isNull()

    def test_its_usual_constants_fit_its_channels(self, kind: type[PublishedSource]) -> None:
        constants = usual(kind())
        assert len(constants.mean) == len(constants.spread) == kind.published.shape[0]


@pytest.mark.parametrize("length", get_args(Budget), ids=named)
@pytest.mark.parametrize("kind", get_args(Schedule), ids=named)
def test_the_drawn_curve_of_every_schedule_is_what_trains(kind, length) -> None:
    for schedule in varied(kind()):
        project = Project(training=TrainingSettings(schedule=schedule, budget=length()))
        curve = rate_curve(project)
        each = steps_per_epoch(training_images(project), project.training.batch)
        steps = np.rint(curve.places * curve.steps).astype(int).tolist()
        drawn = [rate(project.training, step, each, curve.steps) for step in steps]
        assert np.array_equal(curve.rates, drawn), schedule
        assert in_words(curve, project.training).endswith(".")


def _told(event: Event) -> Event | Told:
    """What the window hears of it: of progress the words."""
    if not isinstance(event, Progress):
        return event
    return Told(event.run, Pace().words(event), event.unit, event.done / event.total if event.total else None)


def test_every_event_comes_out_of_a_signal_of_its_own(qapp) -> None:
    bridge, everything = Bridge(), [sample(kind) for kind in get_args(Event)]
    heard: list[tuple[str, object]] = []
    for name, value in vars(Bridge).items():
        if isinstance(value, Signal) and not name.startswith("_"):
            getattr(bridge, name).connect(lambda event, name=name: heard.append((name, event)))
    for event in everything:
        bridge.sink(event)
    bridge.drain()
    bridge.stop()
    assert [event for _, event in heard] == [_told(event) for event in everything]
    assert len({name for name, _ in heard}) == len(everything)
