"""All images: a map of the test images that moves with the weights; points lead to their images."""

from PySide6.QtCore import Qt

from engine.inspection.embedding import tsne
from engine.network.network import Network
from engine.service.answers import ImageOf
from tests.journeys.person import Person


def look_at_all(window: Person):
    window.look_at_part("All images")
    window.wait(lambda: window.pages.all_images.found is not None)
    return window.pages.all_images


def test_the_map_follows_training_and_the_slider_and_leads_to_an_image(window: Person) -> None:
    page = look_at_all(window)
    assert page.found.step == 0
    window.train()
    window.wait(lambda: page.found is not None and page.found.step == 60)
    assert "by the 84 numbers that “13. Tanh” gives" in page.about.text()
    window.look_back(0)
    window.wait(lambda: page.found.step == 0)
    window.look_back(60)
    window.wait(lambda: page.found.step == 60)

    page.view.setFocus(Qt.FocusReason.TabFocusReason)
    at = page.view.at
    window.wait(lambda: page.view.thumbnail is not None)
    window.key(Qt.Key.Key_Space)
    assert page.list.images.rowCount() == 24
    window.bot.keyClick(page.view, Qt.Key.Key_Return)
    wanted = ImageOf("test", int(page.found.indexes[at]))
    assert window.shared.image.ref == wanted
    assert page.view._marked == at


def test_tsne_is_made_on_demand_and_stays_until_it_is_asked_again(window: Person, monkeypatch) -> None:
    monkeypatch.setattr(tsne, "EARLY", 20)
    monkeypatch.setattr(tsne, "LATER", 20)
    window.train()
    page = look_at_all(window)
    page.choices.count.setCurrentIndex(0)
    page.choices.count.activated.emit(0)
    window.wait(lambda: page.found is not None and len(page.found.labels) == 500)
    told, real = [], page.show_far
    monkeypatch.setattr(page, "show_far", lambda words, share=None: told.append(words) or real(words, share))
    window.press(page.choices.layouts["t-SNE"])
    window.wait(lambda: page.found.layout == "t-SNE")
    assert told[1].startswith("Looking for the neighbours")  # at once, however soon it is over
    window.look_back(0)
    window.wait(page.choices.again.isVisible)
    assert (page.found.layout, page.found.step) == ("t-SNE", 60)
    window.engine.looking.now()
    window.wait(lambda: not page.choices.again.isVisible())  # these are the weights that it is of
    assert "how far apart groups lie says little" in page.about.text()
    window.look_back(0)
    window.wait(page.choices.again.isVisible)
    top = page.view.y()
    window.press(page.choices.again)
    assert page.going.isVisible()
    assert page.view.y() == top, "nothing moves while it is laid out"
    window.wait(lambda: page.found.step == 0)
    assert not page.choices.again.isVisible()
    window.press(page.choices.layouts["PCA"])
    window.wait(lambda: page.found.layout == "PCA")


def test_what_cannot_be_laid_out_says_why(window: Person) -> None:
    page = look_at_all(window)
    nodes = window.shared.document.network.nodes
    window.shared.document.edit_network(Network((*nodes[:2], nodes[-1])), "Break it")
    window.wait(lambda: page.sentence.isVisible() and page.sentence.text().startswith("Mend the stack"))
    window.shared.document.edit_network(Network(nodes[:0]), "Empty it")
    window.wait(lambda: page.sentence.isVisible() and page.sentence.text().startswith("Add layers"))
