"""Correct me: a drawing is kept with its right class, and the network tested on what was kept."""

from PySide6.QtCore import Qt

from engine.project.training.budgets import Steps
from engine.project.training.learning import learning
from engine.service.answers import ImageOf
from engine.typed.document import changed
from gui.window.display.runs import learning_display
from gui.window.display.runs.learning_display import PUT_ASIDE
from tests.journeys.person import Person


def say_what_it_is(window: Person, name: str) -> None:
    """Chooses the class below the bars, as its list does."""
    choice = window.panels.try_it.correct.choice
    choice.setCurrentIndex(choice.findText(name))
    choice.activated.emit(choice.currentIndex())


def test_what_is_kept_is_tested_on_and_looked_at_again(window: Person) -> None:
    box, page = window.panels.try_it.correct, window.pages.drawings
    window.train()
    say_what_it_is(window, "3")
    window.press(box.keep)
    window.wait(lambda: "1 own drawing" in box.own.text() and box.own.text().endswith("right"))
    window.press(window.panels.try_it.tools.clear)
    window.draw((0.5, 0.1), (0.5, 0.9))
    say_what_it_is(window, "1")
    window.press(box.keep)
    window.wait(lambda: " of 2 own drawings right" in box.own.text())
    window.press(box.own)
    window.wait(lambda: page.isVisible() and page.grid.tiles.count == 2)
    names = [page.grid.tiles.name(place)[0] for place in range(2)]
    page.grid.setFocus()
    window.key(Qt.Key.Key_Home)
    if names[0] != "3":
        window.key(Qt.Key.Key_Right)
    window.press(page.look)
    window.wait(lambda: box.label == 3 and window.nothing_asked)
    assert window.shared.image.ref.pixels.any()
    window.press(page.out)
    window.wait(lambda: "of 1 own drawing right" in box.own.text())
    window.press(page.back)
    window.wait(lambda: "of 2 own drawings right" in box.own.text())


def test_what_a_run_reached_that_learned_from_a_test_image_says_so(window: Person) -> None:
    window.train()
    window.shared.image.look_at(ImageOf("test", 3))
    box, parent, document = window.panels.try_it.correct, window.run, window.shared.document
    window.wait(lambda: window.nothing_asked and box.label is not None)
    edited = changed(document.project, network=document.network.remove([document.network.nodes[1].id]))
    document.edit(edited, "Remove")
    window.wait(lambda: window.nothing_asked)
    window.press(box.learn)
    window.wait(lambda: window.run != parent and window.ended and window.nothing_asked)
    window.frame.show_page("results")
    head = window.pages.results.head
    window.wait(lambda: window.pages.results.found is not None and window.nothing_asked)
    assert head.where.text().startswith("It learned from 1 of these images, which is counted. After step 20")
    assert PUT_ASIDE in window.sentences
    document.undo_stack.undo()
    assert document.project == edited
    window.wait(lambda: window.run == parent and window.nothing_asked)


def said(window: Person) -> str:
    saying = window.chrome.line.said("learned")
    return "" if saying is None else saying.whole


def test_the_network_learns_from_a_drawing_and_undo_brings_it_back(window: Person) -> None:
    box, stack = window.panels.try_it.correct, window.shared.document.undo_stack
    window.wait(lambda: window.nothing_asked)
    say_what_it_is(window, "3")
    assert not box.learn.isEnabled()
    assert "Train the network first" in box.learn.toolTip()
    window.train()
    window.wait(lambda: window.nothing_asked)
    parent, document = window.run, window.shared.document.project
    window.press(window.panels.try_it.tools.clear)
    window.draw((0.5, 0.1), (0.5, 0.9))
    window.wait(lambda: window.bars.startswith("1: ") and window.nothing_asked)
    bars = window.bars
    say_what_it_is(window, "7")
    window.press(box.learn)
    window.wait(lambda: window.run != parent and window.ended and "gained" in said(window))
    window.wait(lambda: window.nothing_asked)
    assert said(window).startswith("Learned: 1 → 7. ")
    assert window.step == 20
    assert window.bars != bars
    window.wait(lambda: "1 of 1 own drawing right" in box.own.text())
    assert stack.undoText() == "Learn from this"
    fork = window.run
    assert PUT_ASIDE not in window.sentences
    window.press_named("Back to before")
    window.wait(lambda: window.shared.run.current.id == parent and window.bars == bars)
    assert window.shared.document.project == document
    assert said(window) == ""
    stack.redo()
    window.wait(lambda: window.shared.run.current.id == fork and window.nothing_asked)
    assert said(window).startswith("Learned: 1 → 7. ")
    _, gained, _ = window.chrome.line.said("learned").ways
    gained.do()
    assert window.shared.image.ref.split == "test"
    window.wait(lambda: window.nothing_asked)


def test_redo_begins_what_was_taken_back_before_it_began(window: Person) -> None:
    stack = window.shared.document.undo_stack
    window.train()
    window.wait(lambda: window.nothing_asked)
    parent = window.run
    window.shared.run.rename(parent, "Mine")
    say_what_it_is(window, "7")
    window.press(window.panels.try_it.correct.learn)
    window.wait(lambda: window.run != parent)
    never = window.engine.service.folder(window.run)
    stack.undo()
    window.wait(lambda: window.run == parent and window.nothing_asked and not never.exists())
    kept = window.engine.service.folder(parent)
    away = kept.rename(kept.parent.parent / "away")
    stack.redo()
    window.wait(lambda: "The run “Mine” is no longer where it was kept." in window.sentences)
    window.wait(lambda: window.run == parent and window.nothing_asked)
    assert str(kept) not in window.sentences
    away.rename(kept)
    stack.redo()
    window.wait(lambda: window.run not in (parent, never.name) and window.ended and "gained" in said(window))
    assert window.step == 20
    assert not never.exists()
    stack.undo()
    window.wait(lambda: window.run == parent and window.nothing_asked)


def test_undone_done_again_and_undone_while_it_is_prepared_the_parent_is_seen(window: Person) -> None:
    stack = window.shared.document.undo_stack
    window.train()
    window.wait(lambda: window.nothing_asked)
    parent, document = window.run, window.shared.document.project
    say_what_it_is(window, "7")
    window.press(window.panels.try_it.correct.learn)
    window.wait(lambda: window.run != parent)
    for step in (stack.undo, stack.redo, stack.undo):
        step()
    window.wait(lambda: window.run == parent and window.nothing_asked)
    assert window.shared.document.project == document
    assert stack.redoText() == "Learn from this"
    window.press(window.panels.try_it.correct.learn)
    window.wait(lambda: window.run != parent)
    stack.undo()
    stack.redo()  # before it has stopped
    window.wait(lambda: window.run != parent and window.ended and window.nothing_asked)
    assert window.shared.document.project != document


def test_redo_while_the_run_that_learns_is_being_stopped_stays_with_it(window: Person, monkeypatch) -> None:
    """What it has learned by then is seen."""
    long = {"budget": Steps(5000)}
    monkeypatch.setattr(
        learning_display,
        "learning",
        lambda *of: changed(lesson := learning(*of), training=changed(lesson.training, **long)),
    )
    stack = window.shared.document.undo_stack
    window.train()
    window.wait(lambda: window.nothing_asked)
    parent = window.run
    say_what_it_is(window, "7")
    window.press(window.panels.try_it.correct.learn)
    window.wait(lambda: window.run != parent and window.step > 0)
    fork = window.run
    stack.undo()
    assert window.shared.run.training
    stack.redo()
    window.wait(lambda: window.ended and "gained" in said(window) and window.nothing_asked)
    assert window.run == window.shared.run.current.id == fork
    assert 0 < window.step < 5000
