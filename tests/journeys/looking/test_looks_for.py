"""What a filter looks for: the test images that excite it most, with the patch, and an image that is made for it."""

from PySide6.QtCore import Qt

from tests.journeys.person import Person


def enlarge_a_map(window: Person) -> None:
    maps = window.panels.inspect.outputs.mosaic
    window.wait(lambda: maps.count() == 6)
    maps.setFocus(Qt.FocusReason.TabFocusReason)
    window.key(Qt.Key.Key_Right)
    window.key(Qt.Key.Key_Return)
    window.wait(lambda: window.pages.enlarged.enlarged is not None)


def test_images_that_excite_a_filter_are_shown_and_one_is_made_for_it(window: Person) -> None:
    window.train()
    enlarge_a_map(window)
    part = window.pages.enlarged.looks_for
    window.wait(lambda: part.found is not None)
    assert part.found.step == 60
    assert part.about.text() == (
        "Of 500 test images these excite map 2 most at step 60. The frame is around what it sees there."
    )
    first = part.found.found[0]
    assert (len(first.rows), len(first.columns)) <= (5, 5)
    assert part.row.accessibleDescription().startswith(f"1 of 9: {first.label}, test image ")
    part.row.setFocus()
    window.key(Qt.Key.Key_Right)
    second = part.found.found[1]
    assert part.row.accessibleDescription().startswith(f"2 of 9: {second.label}, test image ")
    window.key(Qt.Key.Key_Return)
    assert window.shared.image.ref == second.image

    window.press(part.make)
    window.wait(lambda: part.made is not None)
    assert part.made.value > part.made.before
    assert part.about_made.text().startswith("Made at step 60 from grey noise, in what it sees. Map 2 gives ")
    assert " for this image in the middle of its map, " in part.about_made.text()
    window.wait(lambda: not part.picture.visibleRegion().isEmpty())  # it is scrolled to
    window.pages.enlarged.number.setValue(4)  # another one: what was said of this is not said of that
    window.wait(lambda: part.found is not None and part.found.channel == 3)
    assert part.about_made.isHidden()
    assert "excite map 4 most" in part.about.text()
    window.pages.enlarged.number.setValue(2)
    window.wait(lambda: part.made is not None and part.about_made.isVisible())
    window.press(window.pages.enlarged.back)
    enlarge_a_map(window)
    assert part.about_made.text().startswith("Made at step 60 from grey noise")
    assert window.pages.enlarged.area.verticalScrollBar().value() == 0


def test_newer_weights_of_a_training_are_looked_at_once_it_has_ended(window: Person) -> None:
    enlarge_a_map(window)
    part = window.pages.enlarged.looks_for
    window.wait(lambda: part.found is not None)
    assert part.found.step == 0
    window.train()
    window.wait(lambda: part.found is not None and part.found.step == 60)


def test_an_output_unit_is_excited_by_whole_images(window: Person) -> None:
    window.shared.workspace.select([window.shared.document.network.nodes[-1].id])
    opener, page = window.panels.inspect.openers.of_filter, window.pages.enlarged
    window.wait(opener.isVisible)
    window.press(opener)
    window.wait(lambda: page.looks_for.found is not None)
    assert page.looks_for.about.text() == "Of 500 test images these excite unit 1 most at step 0."
    assert all(picture.frame is None for picture in page.looks_for.row._pictures)
