"""Every text is whole, or tells the whole in its tip: all pages and states, at all sizes, in both themes and larger."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import product
from typing import get_args

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from engine.errors import DataError
from engine.machine.setup import MemoryFormat
from engine.network.layers import Flatten
from engine.network.nodes import random_ids
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.rate.schedules import Cosine
from engine.service.answers import ImageOf, KnownSetup, Setup, TriedSetup, Tuned
from engine.training.tuning.tuned import Limit
from engine.typed.document import changed
from gui.data.browser.image_words import SHEETS
from gui.stack.form.more import More
from gui.stack.palette.catalogue import ENTRIES, new_node
from gui.window.frame.places import PLACES
from tests.drawn_texts import DrawnTexts
from tests.engine.data.sets import put_cifar
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short
from tests.own_images import put_classes
from tests.whole_text import cut_texts

pytestmark = pytest.mark.qt_log_ignore("does not support raise")  # of tool tips, offscreen

SMALL, SIZES = (720, 600), ((1024, 768), (1280, 800), (1920, 1080), (2560, 1080))
LONG = "A network with a title that nobody would choose unless they wanted to see whether all of it can be read"
DIALOGS = ("new", "import", "settings", "help", "shortcuts", "report")
TRIES, PAUSE = 40, 50  # looks, and milliseconds between them


def broken(project: Project) -> Project:
    """The linear layers miss their Flatten."""
    nodes = tuple(node for node in project.network.nodes if not isinstance(node.op, Flatten))
    return changed(project, network=changed(project.network, nodes=nodes))


def every_kind() -> Project:
    """A layer of each kind, one below the other, whether or not it can run there."""
    new_id = random_ids(1)
    nodes = tuple(new_node(entry, (6, 28, 28), new_id, last=False) for entry in ENTRIES)
    project = short(5)
    return changed(project, network=changed(project.network, nodes=nodes))


def name_runs(person: Person) -> None:
    """Every run has a long title and a long note."""
    for folder in person.runs.iterdir():
        if folder.is_dir() and not folder.name.startswith("."):
            label = {"title": LONG, "note": f"{LONG}.\n\n{LONG}", "version": 1}
            (folder / "label.json").write_text(json.dumps(label))
    person.frame.show_page("inspect")


class Walk:
    """One window in one look, led from state to state and looked at in every size."""

    def __init__(self, person: Person, drawn: DrawnTexts, sizes: tuple[tuple[int, int], ...]) -> None:
        self.person, self._drawn, self._sizes = person, drawn, sizes
        self.found: defaultdict[str, list[str]] = defaultdict(list)  # where each fault was seen

    def look(self, state: str, *, least: bool = False) -> None:
        """At everything in sight, in the window in every size or in the least, or in a dialog over it."""
        dialog = self._dialog()
        for size in self._sizes[:1] if dialog or least else self._sizes:
            self.person.frame.resize(*size)
            settle()
            for fault in self._cut(dialog or self.person.frame):
                self.found[fault].append(f"{state} {size[0]}×{size[1]}")

    def _cut(self, shown: QWidget) -> list[str]:
        """What stays cut: an answer that comes meanwhile moves things for a moment."""
        cut = cut_texts(shown, self._drawn)
        for _ in range(TRIES):
            if not cut:
                break
            self.person.bot.wait(PAUSE)
            cut = cut_texts(shown, self._drawn)
        return cut

    def train_while_looking(self) -> None:
        """At a run that goes on meanwhile."""
        self.open(short(100_000))
        self.person.press(self.person.chrome.top.train)
        self.person.wait(lambda: self.person.step > 3)
        for key in ("inspect", "training"):
            self.page(key, "training")
        self.person.chrome.actions["stop"].trigger()
        self.person.wait(lambda: not self.person.shared.run.training)

    def tuned(self) -> None:
        """At the setups that were tried, of which all can be said that there is to say."""
        tuning = self.person.engine.tuning
        setups = [Setup(threads, form) for threads, form in product((16, 1), get_args(MemoryFormat))]
        lower = Setup(16, "contiguous_format", "bfloat16", "foreach")
        rows = [TriedSetup(setup, 1000.0, 12.3, "within rounding", fluid=False) for setup in (*setups, lower)]
        self.person.shared.settings.change(threads=0)
        for limit in get_args(Limit):
            tuning.tuned = Tuned(tuple(rows), setups[-1], lower, True, limit, ("It does not compute in bfloat16.",))
            tuning.known = KnownSetup(lower, "tuned")
            tuning.changed.emit()
            self.page("training", f"tuned, {limit}")
        self.person.shared.settings.change(threads=3)
        self.page("training", "tuned, with threads chosen")
        tuning.forget()

    def train_on(self) -> None:
        """The question whether to train on."""
        self.open(changed(short(5), training=changed(short(5).training, schedule=Cosine())))
        self.person.train()
        QTimer.singleShot(0, self._look_and_reject)
        self.person.chrome.top.train.click()

    def _look_and_reject(self) -> None:
        self.look("train on")
        self._dialog().reject()

    def page(self, key: str, state: str) -> None:
        """A page, in a state."""
        self.person.frame.show_page(key)
        settle()
        self.look(f"{state}, {key}")

    def parts_of_results(self) -> None:
        """All of them, with what was found for each image."""
        results = self.person.pages.results
        self.person.frame.show_page("results")
        self.person.wait(lambda: not results.lacks_images)
        for part in ("figures", "confusion", "mistakes", "sureness"):
            results.show_part(part)
            settle()
            self.look(f"finished, {part}")

    def sides(self) -> None:
        """The stack and Try it where they are pages, in the least window."""
        frame = self.person.frame
        frame.resize(*self._sizes[0])
        for action in ("left", "right"):
            before = frame.page
            self.person.chrome.actions[action].trigger()
            self.look(action, least=True)
            if frame.page == before:
                self.person.chrome.actions[action].trigger()
        frame.show_page("inspect")

    @property
    def told(self) -> str:
        """Each fault once, with where it was seen."""
        return "\n".join(f"{fault} ({len(where)}: {', '.join(where[:3])})" for fault, where in self.found.items())

    def _dialog(self) -> QDialog | None:
        return next((one for one in self.person.frame.findChildren(QDialog) if one.isVisible()), None)

    def dialog(self, action: str) -> None:
        """What an action opens, seen and closed again."""
        self.person.chrome.actions[action].trigger()
        self.person.wait(self._dialog)
        settle()
        self.look(action)
        self._dialog().close()
        settle()

    def import_images(self) -> None:
        """What the import shows of own images, of which some are passed over and a class has a long name."""
        display, photos = self.person.window.import_display, put_classes(self.person.folder / LONG, 2, (LONG, "dog"))
        (photos / f"{LONG}.pdf").touch()
        display.open(photos)
        self.person.wait(lambda: display.dialog.look and len(display.dialog.reading.strip.after) == 4)
        self.look("import, found")
        display.dialog.refuse(photos, DataError(LONG, LONG))
        self.look("import, refused")
        display.dialog.close()
        settle()

    def open(self, project: Project) -> None:
        self.person.shared.document.open(project, None)
        settle()


def settle() -> None:
    """Until layouts and what they call forth have come to rest."""
    for _ in range(3):
        QApplication.processEvents()


LOOKS = {"100 %": (1.0, (SMALL, *SIZES)), "150 %": (1.5, SIZES)}  # what is dark takes as much room as what is light


@pytest.fixture(params=LOOKS)
def walk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, opened: Opened) -> Walk:
    zoom, sizes = LOOKS[request.param]
    drawn = DrawnTexts(monkeypatch)
    person = opened(ready=False)
    person.shared.settings.change(zoom=zoom)
    return Walk(person, drawn, sizes)


def test_every_page_is_whole(walk: Walk) -> None:
    """From the start to a run that is opened again."""
    person = walk.person
    walk.look("fresh start")
    person.warm_up()
    for place in PLACES:
        walk.page(place.key, "untrained")
    walk.tuned()
    walk.train_while_looking()
    walk.open(changed(short(25), title=LONG))
    person.train()
    for place in PLACES:
        walk.page(place.key, "finished")
    walk.parts_of_results()
    person.shared.image.look_at(ImageOf("test", 1999))
    walk.page("inspect", "a large index")
    walk.sides()
    name_runs(person)
    walk.page("runs", "named")
    person.chrome.files.open(person.runs / person.run)
    person.wait(lambda: person.ended)
    walk.page("inspect", "opened")
    assert not walk.found, walk.told


def test_every_trouble_is_whole(walk: Walk) -> None:
    """Nothing in the stack, what cannot run, images that are not there, data with long names."""
    walk.person.warm_up()
    walk.open(Project())
    walk.look("empty")
    walk.open(broken(short(5)))
    walk.person.panels.stack.select_first_problem()
    walk.look("broken")
    walk.open(read_recipe("convnet-fashion"))
    walk.page("data", "images missing")
    walk.page("inspect", "images missing")
    (walk.person.folder / "data").mkdir(exist_ok=True)
    put_cifar(walk.person.folder / "data", 20)
    walk.open(read_recipe("lenet5-cifar10"))
    walk.person.wait(lambda: "guess" in walk.person.answered)
    for key in ("data", "inspect", "results"):
        walk.page(key, "CIFAR-10")
    walk.person.pages.parts_of_data.show_page("images")
    for sheet in SHEETS:
        walk.person.pages.images.show_sheet(sheet)
        walk.page("data", f"CIFAR-10, {sheet}")
    assert not walk.found, walk.told


def test_every_dialog_and_form_is_whole(walk: Walk) -> None:
    """What lies over the window, and what every kind of layer can be set to."""
    person = walk.person
    person.warm_up()
    person.panels.stack.focus_search()
    walk.look("palette")
    person.key(Qt.Key.Key_Escape)
    for action in DIALOGS:
        walk.dialog(action)
    walk.import_images()
    walk.train_on()
    walk.open(every_kind())
    for more in person.panels.stack.findChildren(More):
        more.set_open(True)
    for node in person.shared.document.network.nodes:
        person.shared.workspace.select([node.id])
        walk.look(f"form of {node.op.title}", least=True)
    assert not walk.found, walk.told
