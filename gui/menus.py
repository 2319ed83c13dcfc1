"""Menus: every action of the window with its words and key, wired to the parts that do it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from engine.recipes import list_recipes
from gui.actions import SEPARATOR, Actions, Entry

if TYPE_CHECKING:
    from gui.window import Window


def make_training_actions(window: Window, actions: Actions) -> None:
    """Train, Step and Stop: first, as the top bar shows them too."""
    control = window.control
    for entry in (
        Entry("train", "Train", "F5 or Ctrl+Return", control.press_train, "Train the network, or pause"),
        Entry("step", "Step", "F10", control.press_step, "Train on a single batch"),
        Entry("stop", "Stop", "Shift+F5", control.press_stop, "End the run; what it has learned is kept"),
    ):
        actions.make(entry)


def fill_menus(window: Window, actions: Actions) -> None:
    """All menus, in their usual order."""
    _file(window, actions)
    _edit(window, actions)
    actions.menu("&Layer", window.stack.menu_actions())
    _train(window, actions)
    _view(window, actions)
    _help(window, actions)


def _file(window: Window, actions: Actions) -> None:
    files = window.files
    menu = actions.menu(
        "&File",
        (
            Entry("new", "&New, empty", "Ctrl+N", files.new_empty, "A project without layers"),
            Entry("open", "&Open…", "Ctrl+O", files.choose, "Open a project"),
            Entry("open run", "Open &run…", "Ctrl+Shift+O", files.choose_run, "Open the folder of a run"),
            SEPARATOR,
            Entry("save", "&Save", "Ctrl+S", files.save, "Save the project"),
            Entry("save as", "Save &as…", "Ctrl+Shift+S", files.save_as, "Save the project to another file"),
            Entry("save model", "Save with &model…", "Ctrl+Alt+S", files.save_with_model, "Project and weights in one"),
            SEPARATOR,
            Entry("quit", "&Quit", "Ctrl+Q", window.shell.close, "Ends the program; a run is kept"),
        ),
    )
    recipes = QMenu("New from &recipe", menu)
    for name in list_recipes():
        recipes.addAction(name, lambda name=name: files.new(name))
    menu.insertMenu(actions["open"], recipes)
    recent = QMenu("Open r&ecent", menu)
    menu.insertMenu(actions["open run"], recent)

    def fill_recent() -> None:
        recent.clear()
        paths = [Path(name) for name in window.settings.value.recent]
        for path in paths:
            action = recent.addAction(path.name, lambda path=path: files.open(path))
            action.setToolTip(str(path))
        recent.setEnabled(bool(paths))

    files.recent_changed.connect(fill_recent)
    fill_recent()


def _edit(window: Window, actions: Actions) -> None:
    stack = window.document.undo_stack
    undo = stack.createUndoAction(window.shell, "Undo")
    redo = stack.createRedoAction(window.shell, "Redo")
    undo.setShortcuts(["Ctrl+Z"])
    redo.setShortcuts(["Ctrl+Shift+Z", "Ctrl+Y"])
    window.shell.addActions([undo, redo])
    actions.named.update(undo=undo, redo=redo)
    actions.menu("&Edit", (undo, redo))


def _train(window: Window, actions: Actions) -> None:
    control = window.control
    menu = actions.menu(
        "&Train",
        (
            actions["train"],
            actions["step"],
            actions["stop"],
            SEPARATOR,
            Entry("afresh", "Start &afresh", "Ctrl+F5", lambda: control.start("afresh"), "A new run, from new weights"),
            Entry("train on", "Train &on", "Ctrl+Shift+F5", window.train_on, "As many epochs again"),
            Entry("untrained", "Show &untrained", "", window.live.show_document, "Show the stack's first weights"),
        ),
    )
    after = QMenu("After a finished run, Train", menu)
    choices = (("ask", "&Asks"), ("train on", "Trains &on"), ("afresh", "Starts a&fresh"))
    for value, text in choices:
        action = after.addAction(text, lambda value=value: window.set_after_finish(value))
        action.setCheckable(True)
        after.aboutToShow.connect(lambda a=action, v=value: a.setChecked(window.settings.value.after_finish == v))
    menu.addMenu(after)


def _view(window: Window, actions: Actions) -> None:
    shell = window.shell
    pages = [
        Entry(f"page {key}", title, f"Alt+{number}", lambda key=key: shell.show_page(key), f"Shows the page {title}")
        for number, (key, title) in enumerate(window.PAGES, start=1)
    ]
    menu = actions.menu(
        "&View",
        (
            *pages,
            Entry("maximise", "&Maximise page", "F11", shell.toggle_maximised, "The page alone, or all again"),
            Entry("left", "Show &stack", "Ctrl+1", lambda: shell.toggle_zone(0), "Hide or show the stack"),
            Entry("right", "Show &drawing", "Ctrl+2", lambda: shell.toggle_zone(2), "Hide or show the canvas"),
            Entry("fold chart", "&Fold chart", "Ctrl+3", window.fold_chart, "Fold the chart to a line, or unfold it"),
            Entry("reset layout", "&Usual layout", "Ctrl+Shift+0", shell.reset_layout, "Everything in its first place"),
            SEPARATOR,
            Entry("zoom in", "Zoom &in", "Ctrl++ or Ctrl+=", lambda: window.zoom_by(0.1), "Larger"),
            Entry("zoom out", "Zoom &out", "Ctrl+-", lambda: window.zoom_by(-0.1), "Smaller"),
            Entry("zoom reset", "&Usual size", "Ctrl+0", lambda: window.zoom_by(0), "100 %"),
            SEPARATOR,
        ),
    )
    for mode, text in (("system", "Follow the system"), ("light", "Light"), ("dark", "Dark")):
        action = menu.addAction(text, lambda mode=mode: window.set_theme(mode))
        action.setCheckable(True)
        menu.aboutToShow.connect(lambda a=action, m=mode: a.setChecked(window.settings.value.theme == m))


def _help(window: Window, actions: Actions) -> None:
    actions.menu(
        "&Help",
        (
            Entry("help", "&Help", "F1", window.show_help, "How to use Layerscope, and all keys"),
            Entry("about", "&About Layerscope", "", window.show_about, "Version and licences"),
        ),
    )
