"""From a filter to its numbers, which follow the training."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from gui.inspect.weights.weight_dialog import WeightDialog
from tests.journeys.person import LEFT, Person


def _opened(person: Person, tile: int) -> WeightDialog:
    mosaic = person.panels.inspect.filters.mosaic
    person.wait(lambda: mosaic.count() > tile)
    person.bot.mouseClick(mosaic, LEFT, pos=mosaic.tile_rect(tile).center().toPoint())
    person.wait(person.pages.enlarged.exact.isVisible)
    person.press(person.pages.enlarged.exact)
    dialog = person.panels.inspect.findChild(WeightDialog)
    assert isinstance(dialog, WeightDialog)
    person.wait(lambda: dialog.table.sheet_model.sheet is not None)
    return dialog


def test_the_weights_of_a_filter_are_read_followed_while_it_trains_and_copied(window: Person) -> None:
    dialog = _opened(window, 2)
    assert (dialog.number.value(), dialog.source.text()) == (3, "initial weights")
    before = dialog.table.currentIndex().data()
    window.train()
    window.wait(lambda: dialog.source.text().endswith(f"step {window.step}"))
    assert dialog.isVisible()
    assert dialog.table.currentIndex().data() != before
    dialog.number.setValue(1)
    window.wait(lambda: dialog.table.sheet_model.sheet.title == "filter 1 of 6")
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "&Copy filter 1")
    window.press(copy)
    assert QGuiApplication.clipboard().text().startswith("1. Convolution\tfilter 1 of 6\t")
    assert "weights\t1×5×5\n" in QGuiApplication.clipboard().text()
    dialog.close()
