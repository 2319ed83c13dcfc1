"""Is it one of these at all? Under the bars stand the nearest training images of whatever is looked at."""

from engine.service.answers import ImageOf
from engine.service.questions import FindNearest
from tests.journeys.person import Person


def test_the_nearest_follow_the_image_and_lead_to_it_and_nothing_is_said_before_training(window: Person) -> None:
    row = window.panels.try_it.nearest
    window.wait(lambda: window.answered)
    assert not row.isVisible()
    window.train()
    window.wait(lambda: row.found is not None and row.found.step == 60)
    assert row.found.image == window.shared.image.ref
    window.shared.image.look_at(ImageOf("test", 3))
    window.wait(lambda: row.found.image == ImageOf("test", 3))
    assert row.words.text().endswith("ike what it learned from")
    assert "of the test images" in row.further.text()

    first = row.found.indexes[0]
    window.press(row.buttons[0])
    assert window.shared.image.ref == ImageOf("train", first)
    window.wait(lambda: row.found.image == ImageOf("train", first))
    assert first not in row.found.indexes

    window.look_back(0)
    window.wait(lambda: not row.isVisible())
    window.look_back(60)
    window.wait(lambda: row.isVisible() and row.found.step == 60)

    window.press_named("Clear")
    window.wait(lambda: not row.isVisible())
    window.draw((0.2, 0.2), (0.8, 0.3), (0.3, 0.9))
    window.wait(lambda: row.found is not None and row.found.image == window.shared.image.ref)


def test_steps_that_the_slider_passes_by_are_not_looked_at(window: Person) -> None:
    row = window.panels.try_it.nearest
    window.train()
    window.wait(lambda: row.found is not None and row.found.step == 60)
    asked = []
    ask = window.engine.jobs.ask
    window.engine.jobs.ask = lambda question, *then: (asked.append(question), ask(question, *then))
    stops = window.engine.looking.stops
    for step in (*stops[1:-1], *stops[-2:0:-1]):
        window.engine.looking.look_at(step)
        window.wait(lambda step=step: window.shared.workspace.shown.step == step)
    passed = sum(isinstance(question, FindNearest) for question in asked)
    assert passed < len(stops)
    window.wait(lambda: row.found is not None and row.found.step == stops[1])


def test_those_of_before_a_mute_are_faint_until_the_next_are_there(window: Person) -> None:
    row, muted = window.panels.try_it.nearest, window.shared.workspace.muted
    window.train()
    window.wait(lambda: row.found is not None and row.found.step == 60)
    layer = window.shared.document.network.nodes[0].id
    muted.turn(layer, 0)
    assert row._veil.isVisible()
    muted.unmute_all()
    assert not row._veil.isVisible()
    before = row.found
    muted.turn(layer, 0)
    window.wait(lambda: not row._veil.isVisible())
    assert row.found is not before
