"""The images of the data, one by one: scrolled through, opened, and looked at everywhere."""

from PySide6.QtCore import Qt

from engine.service.answers import ImageOf
from tests.journeys.person import LEFT, Person


def test_a_person_scrolls_to_the_last_image_and_it_is_the_one_that_is_looked_at(window: Person) -> None:
    window.frame.show_page("data")
    tabs, page = window.pages.parts_of_data.tabs, window.pages.images
    window.bot.mouseClick(tabs, LEFT, pos=tabs.tabRect(1).center())
    window.wait(lambda: page.thumbnails.picture(0) is not None)
    assert page.parts.count.text() == "8,000 training images"
    page.grid.setFocus()
    window.key(Qt.Key.Key_End)
    window.wait(lambda: page.thumbnails.picture(7999) is not None)
    assert window.shared.image.ref == ImageOf("train", 7999)
    window.wait(lambda: page.pane.name.text().startswith("Training image 7,999"))
    window.press(page.parts.sheets["batch"])
    size = window.shared.document.project.training.batch
    window.wait(lambda: page.parts.count.text().startswith(f"{size} images: batch 1 of"))
    assert page.grid.tiles.count == size
