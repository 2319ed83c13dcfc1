"""The coach: a run made to overfit is remarked on, the button edits, undo restores, and “Not again” is kept."""

from PySide6.QtCore import Qt

from engine.network.layers import Dropout
from engine.project.assignments import assigned
from engine.project.project import Project
from engine.project.recipes import read_recipe
from gui.window.dialogs.settings_dialog import SettingsDialog
from tests.journeys.conftest import Opened
from tests.journeys.person import Person

LEAD = "Overfitting since epoch"


def overfitting() -> Project:
    """Few digits, of which a third have a wrong label, as often as to know them by heart."""
    project = read_recipe("lenet5-sample")
    for one in (
        "data.validation=share",
        "data.share=0.03",
        'data.spoiling=[{"kind":"wrong-labels","share":0.3}]',
        "training.batch=16",
        "training.optimiser.rate=0.003",
        "training.budget.epochs=14",
    ):
        project = assigned(project, one)
    return project


def remarked(window: Person) -> str:
    saying = window.chrome.line.said("coach")
    return "" if saying is None else saying.lead


def choose(window: Person, text: str) -> None:
    """Presses the button or sign of these words, or chooses them in the menu where they have no room."""
    row = window.chrome.line._row
    buttons = [one for one in (*row._buttons, row.hush_button) if one.isVisible()]
    buttons = [one for one in buttons if text in (one.text(), one.accessibleName())]
    actions = [one for one in row.more.menu().actions() if one.text() == text]
    (window.press if buttons else lambda one: one.trigger())(*(buttons or actions))


def has_dropout(window: Person) -> bool:
    return any(isinstance(node.op, Dropout) for node in window.shared.document.project.network)


def test_what_the_curves_show_is_said_tried_taken_back_and_silenced(opened: Opened) -> None:
    window = opened(overfitting())
    window.train()
    window.wait(lambda: remarked(window).startswith(LEAD))
    window.wait(lambda: window.nothing_asked)
    assert window.told  # the result is news, too
    assert window.chrome.line._row.next_button.text() == "Overfitting ›"
    window.press(window.chrome.line._row.next_button)
    assert window.chrome.line.sentence.startswith(LEAD)
    choose(window, "Add Dropout")
    assert has_dropout(window)
    (added,) = window.shared.workspace.selection
    assert isinstance(window.shared.document.network.find(added).op, Dropout)
    assert remarked(window) == ""
    window.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not has_dropout(window)
    assert remarked(window).startswith(LEAD)
    assert window.told
    window.press(window.chrome.line._row.next_button)
    choose(window, "Not again")
    window.wait(lambda: window.nothing_asked)
    assert remarked(window) == ""
    assert window.shared.settings.value.hushed == ("overfitting",)
    dialog = SettingsDialog(window.shared.settings, window.engine.jobs, window.frame)
    window.bot.addWidget(dialog)
    dialog.show()
    assert "Overfitting" in dialog.hushed.kinds.text()
    dialog.hushed.again.click()
    assert dialog.hushed.isHidden()
    window.wait(lambda: remarked(window).startswith(LEAD))
    dialog.close()


def test_it_is_of_the_shown_run_alone_and_gone_where_it_is_taken_away(opened: Opened) -> None:
    window = opened(overfitting())
    window.train()
    window.wait(lambda: remarked(window).startswith(LEAD))
    folder = window.runs / window.run
    window.chrome.files.new("lenet5-sample")
    window.wait(lambda: window.shared.run.current is None)
    assert remarked(window) == ""
    window.chrome.files.open(folder)
    window.wait(lambda: window.state == "read" and remarked(window).startswith(LEAD))
    while not window.chrome.line.sentence.startswith(LEAD):
        window.press(window.chrome.line._row.next_button)
    window.press(window.chrome.line._row.close_button)
    window.shared.settings.change(coach=False)
    window.shared.settings.change(coach=True)
    window.wait(lambda: window.nothing_asked)
    assert remarked(window) == ""
