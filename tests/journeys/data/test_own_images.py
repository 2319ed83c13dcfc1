"""A person's own photographs, of all sizes: dropped on the window, looked at, imported, trained on, moved, changed."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsView, QWidget

from engine.platform import images_folder
from engine.project.data.own_images import FolderImages
from engine.project.data.sources import Digits
from engine.service.answers import ImageOf
from gui.importing.dialog import ImportDialog
from tests.drags import drop_file
from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short
from tests.own_images import picture

CLASSES, EACH = ("cat", "dog", "owl"), 16


def put_photographs(root: Path) -> Path:
    """Each of another size, one that is none, and what a system leaves there."""
    sizes = np.random.default_rng(0)
    for label, name in enumerate(CLASSES):
        (root / name).mkdir(parents=True)
        for number in range(EACH):
            width, height = sizes.integers(40, 300, 2).tolist()
            picture(number, label, (width, height)).save(root / name / f"{number:02}.jpg")
    (root / "cat" / "broken.jpg").write_bytes(b"no picture")
    (root / ".DS_Store").touch()
    return root


def dropped(person: Person, path: Path, on: QWidget) -> ImportDialog:
    """What the drop opens, once it shows what was found and what would become of it."""
    drop_file(on, path)
    display = person.window.import_display
    person.wait(lambda: (dialog := display.dialog) and dialog.path == path and dialog.take.isEnabled())
    strip = display.dialog.reading.strip
    person.wait(lambda: len(strip.after) == len(strip.before) >= 5)
    return display.dialog


def choose_size(dialog: ImportDialog, side: int) -> None:
    for name in ("height", "width"):
        dialog.reading.form.fields[name].edited.emit(side)


def leave_the_last_out(person: Person, photos: Path) -> None:
    """Where they are browsed, and thinks better of it."""
    document, images = person.shared.document, person.pages.images
    person.pages.parts_of_data.show_page("images")
    person.wait(lambda: images.grid.tiles.count == document.project.facts.train_images)
    before = images.grid.tiles.count
    for key in (Qt.Key.Key_End, Qt.Key.Key_Delete):
        person.bot.keyClick(images.grid, key)
    person.wait(lambda: images.grid.tiles.count == document.project.facts.train_images == before - 1)
    (out,) = document.project.data.source.corrections
    assert (photos / out.images[0]).is_file()
    document.undo_stack.undo()
    person.wait(lambda: images.grid.tiles.count == document.project.facts.train_images == before)
    person.pages.parts_of_data.show_page("settings")


def test_photographs_are_dropped_and_trained_on_a_minute_later(opened: Opened, tmp_path: Path) -> None:
    person, photos = opened(short(20)), put_photographs(tmp_path / "photos")
    document, page = person.shared.document, person.pages.data
    chart = person.panels.chart.findChild(QGraphicsView).viewport()
    for place in (chart, person.panels.stack.view, person.panels.try_it.canvas):
        dialog = dropped(person, photos, place)
    assert dialog.summary.text() == "49 images of 3 classes."
    assert "hidden" in dialog.remarks.text()
    choose_size(dialog, 24)
    person.wait(lambda: {image.width() for image in dialog.reading.strip.after} == {24})
    person.press(dialog.take)

    person.wait(lambda: isinstance(document.project.data.source, FolderImages))
    assert document.project.facts.shape == (3, 24, 24)
    assert "48 images; the stack fits them. 1 file was passed over." in person.chrome.line.sentence
    person.press_named("Take a stack for them", person.chrome.line)
    person.wait(lambda: person.reads("Passed over 1 file: cat/broken.jpg.", page))
    assert page.chooser.own.lines() == ("24×24 colour", "48 images")
    leave_the_last_out(person, photos)
    person.train()
    person.shared.image.look_at(ImageOf("test", 0))
    person.wait(lambda: any(name in person.bars for name in CLASSES))

    moved = photos.rename(tmp_path / "elsewhere")
    page.look_again()
    person.wait(lambda: person.reads("The images of photos are no longer where they were.", page))
    page.elsewhere_chosen.emit(str(moved))
    person.wait(lambda: page.overview.table.isVisible() and not page.problem.isVisible())
    assert document.project.data.source.path == str(moved)

    picture(99, 1, (50, 50)).save(moved / "dog" / "new.jpg")
    person.engine.changed_images.look()
    person.wait(page.changes.isVisible)
    person.press(page.changes.anew)
    person.wait(lambda: not page.changes.isVisible() and document.project.counted)
    assert document.project.facts.train_images + document.project.facts.test_images == 49
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.project.data.source == Digits()


def test_a_picture_is_looked_at_and_a_window_may_be_closed_amid_an_import(opened: Opened, tmp_path: Path) -> None:
    person = opened(short(20))
    picture(1).save(tmp_path / "cat.png")
    drop_file(person.frame, tmp_path / "cat.png")
    person.wait(lambda: "cat.png is the image now." in person.sentences)
    before = person.shared.document.project
    dialog = dropped(person, put_photographs(tmp_path / "photos"), person.frame)
    choose_size(dialog, 1_000)
    person.press(dialog.take)
    assert person.engine.importing.first is not None
    person.close()
    assert person.service.close(30)
    assert person.shared.document.project.data == before.data
    assert not list(images_folder().glob(".*"))
