"""Changing the stack: by search, by fix, by undo, while a run trains; and continuing with the weights that fit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from engine.typed.document import changed
from gui.stack.list.cards.fix_buttons import fix_buttons
from tests.journeys.conftest import Opened
from tests.journeys.person import CTRL, SHIFT, Person, short


def _titles(person: Person) -> list[str]:
    return [node.op.title for node in person.shared.document.network.nodes]


def _select(person: Person, position: int) -> None:
    view = person.panels.stack.view
    person.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_rect(person, position).center())


def _rect(person: Person, position: int):
    view = person.panels.stack.view
    node = person.shared.document.network.nodes[position].id
    return view.visualRect(view.model().index(person.panels.stack.model.position(node)))


def _add(person: Person, letters: str) -> None:
    person.key(Qt.Key.Key_Slash)
    person.type(letters)
    person.key(Qt.Key.Key_Return)


def test_a_layer_is_added_by_typing_and_trained(window: Person) -> None:
    _select(window, 0)
    before = _titles(window)
    _add(window, "batch")
    assert _titles(window) == [before[0], "Batch normalisation", *before[1:]]
    window.train()
    assert "Batch normalisation" in [node.op.title for node in window.shared.workspace.shown.project.network.nodes]


def test_train_explains_a_broken_stack_and_a_fix_mends_it(window: Person) -> None:
    flatten = _titles(window).index("Flatten")
    _select(window, flatten)
    window.key(Qt.Key.Key_Delete)
    window.wait(lambda: window.train_words == "1 problem: show")
    window.wait(lambda: "Mend the stack" in window.answered)
    _select(window, 0)
    window.press(window.chrome.top.train)
    assert "The stack cannot run yet: " in window.sentences
    assert window.shared.workspace.selected == window.shared.document.analysis.problems[0].node
    assert window.state is None
    window.press_named(window.shared.document.analysis.problems[0].fixes[0].text, window.panels.stack.form)
    window.wait(lambda: window.train_words == "Train")
    window.wait(lambda: "guess" in window.answered)
    window.train()


def _alive(person: Person) -> set[str]:
    """The layers in sight whose cards show maps."""
    maps, nodes = person.panels.stack.view.cards.maps, person.shared.document.network.nodes
    return {node.id for node in nodes if node.id in maps}


def test_what_stands_before_a_problem_stays_alive(window: Person) -> None:
    flatten = _titles(window).index("Flatten")
    first = {
        node.id for node in window.shared.document.network.nodes[:3] if node.op.group in ("convolution", "pooling")
    }
    window.wait(lambda: _alive(window) >= first and "guess" in window.answered)
    alive, bars, seen = _alive(window), window.bars, window.panels.try_it.preview.accessibleDescription()
    seen_again: list[object] = []
    window.engine.live.prediction.connect(lambda said: said and said.probabilities is None and seen_again.append(said))
    _select(window, flatten)
    window.key(Qt.Key.Key_Delete)
    window.wait(lambda: "Mend the stack" in window.answered and seen_again)
    window.wait(lambda: _alive(window) == set(window.panels.stack.visible_addresses()))
    assert _alive(window) <= {node.id for node in window.shared.document.network.nodes[:flatten]}
    assert window.bars != bars
    assert window.panels.try_it.preview.accessibleDescription() == seen
    window.panels.stack.view.scrollToTop()
    window.wait(lambda: _alive(window) >= first)
    _select(window, 0)
    window.wait(
        lambda: window.panels.inspect.outputs.isVisible() and window.reads("initial weights", window.panels.inspect)
    )
    window.panels.stack.select_first_problem()
    window.wait(lambda: window.reads(window.shared.document.analysis.problems[0].why, window.panels.inspect))
    assert not window.panels.inspect.outputs.isVisible()
    window.draw((0.2, 0.2), (0.8, 0.8))
    window.key(Qt.Key.Key_Z, CTRL)
    window.panels.stack.view.setFocus()
    window.key(Qt.Key.Key_Z, CTRL)
    window.wait(lambda: window.bars == bars)
    window.panels.stack.view.scrollToTop()
    window.wait(lambda: _alive(window) >= alive)
    assert "error" not in window.sentences


def test_a_fix_on_the_card_itself_mends_the_stack(window: Person) -> None:
    view = window.panels.stack.view
    _select(window, _titles(window).index("Flatten"))
    window.key(Qt.Key.Key_Delete)
    problem = window.shared.document.analysis.problems[0].node
    position = window.panels.stack.model.position(problem)
    rect = view.visualRect(window.panels.stack.model.index(position))
    button = fix_buttons(window.panels.stack.model.rows[position], rect, view.cards.style)[0]
    window.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=button.rect.center().toPoint())
    assert not window.shared.document.analysis.problems


def test_undo_and_redo_by_keys_also_inside_a_field(window: Person) -> None:
    before = window.shared.document.network
    _select(window, 1)
    window.key(Qt.Key.Key_Delete)
    after = window.shared.document.network
    assert after != before
    assert "•" in window.frame.windowTitle()
    window.key(Qt.Key.Key_Return)  # into the form
    window.key(Qt.Key.Key_Z, CTRL)
    assert window.shared.document.network == before
    assert "•" not in window.frame.windowTitle()
    window.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert window.shared.document.network == after


def test_editing_while_it_trains_offers_to_go_on_with_what_fits(opened: Opened) -> None:
    person = opened(short(100_000))
    person.press(person.chrome.top.train)
    person.wait(lambda: person.state == "running" and person.shared.workspace.shown.run == person.run)
    first = person.run
    _select(person, _titles(person).index("Tanh"))
    person.key(Qt.Key.Key_Delete)
    person.wait(lambda: person.chrome.line.sentence == "The stack has changed: −Tanh. The run goes on as it began.")
    person.key(Qt.Key.Key_F5, SHIFT)
    person.wait(lambda: person.ended)
    person.wait(lambda: person.told)  # what the changed stack leaves to do is offered with the result
    person.shared.document.edit(_shorter(person), "Fewer steps")
    _choose(person, "Continue with the weights that fit: 5 of 5")
    person.wait(lambda: person.run != first and person.ended)
    assert person.chrome.line.topic != "changed"


def _ways(person: Person) -> list[str]:
    """What the line offers, as buttons and in its menu."""
    line = person.chrome.line
    buttons = [one.text() for one in line.findChildren(QPushButton) if one.isVisible()]
    return buttons + [action.text() for menu in line.findChildren(QMenu) for action in menu.actions()]


def _choose(person: Person, words: str) -> None:
    """One of the line's ways, by its button or in its menu."""
    if words in [one.text() for one in person.chrome.line.findChildren(QPushButton) if one.isVisible()]:
        person.press_named(words, person.chrome.line)
        return
    actions = [action for menu in person.chrome.line.findChildren(QMenu) for action in menu.actions()]
    next(action for action in actions if action.text() == words and action.isEnabled()).trigger()


def _shorter(person: Person):
    project = person.shared.document.project
    return type(project)(
        project.format, project.version, project.title, project.notes, project.network, project.data, short(20).training
    )


def test_the_runs_stack_comes_back_by_a_click(window: Person) -> None:
    network = window.shared.document.network
    window.train()
    _select(window, 0)
    window.key(Qt.Key.Key_D, CTRL)
    window.wait(lambda: "The stack has changed: +Convolution." in window.chrome.line.sentence)
    _choose(window, "Show the run's stack")
    assert window.shared.document.network == network
    window.wait(lambda: window.chrome.line.topic != "changed")
    data = window.shared.document.project.data
    window.shared.document.edit_fields("Change shuffle", data=changed(data, shuffle=False))
    window.wait(lambda: "The data settings have changed." in window.chrome.line.sentence)
    assert "Show the run's stack" not in _ways(window)
