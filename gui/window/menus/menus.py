"""Menus: every action of the window with its words and key, wired to the parts that do it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.state.run import training_words as words
from gui.state.run.run_control import RunControl
from gui.window.dialogs.menu_dialogs import MenuDialogs
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.menus.actions import SEPARATOR, Actions, Entry, with_mnemonic
from gui.window.menus.clipboard_actions import clipboard_actions
from gui.window.menus.looking_menu import looking_menu
from gui.window.menus.setting_menu import setting_menu
from gui.window.menus.view_menu import fill_view, layer_rows
from gui.window.view_choices import ViewChoices

APART_TIP = "A test image on which the shown run and the second one differ"
QUIT, ABOUT, PREFERENCES = QAction.MenuRole.QuitRole, QAction.MenuRole.AboutRole, QAction.MenuRole.PreferencesRole


def training_actions(actions: Actions, control: RunControl) -> Actions:
    """Train, Step and Stop, made first, as the top bar shows them too."""
    for entry in (
        Entry(
            "train",
            with_mnemonic(words.TRAIN, "t"),
            "F5 or Ctrl+Return",
            control.press_train,
            "Train the network, or pause",
        ),
        Entry("step", "St&ep", "F10", control.press_step, "Train on a single batch; with Shift: a whole epoch"),
        Entry(
            "step epoch",
            "Step throu&gh an epoch",
            "Ctrl+F10",
            control.press_step_epoch,
            "Train to the end of the epoch",
        ),
        Entry("stop", "St&op", "Shift+F5", control.press_stop, "End the run; what it has learned is kept"),
    ):
        actions.make(entry)
    return actions


def fill_menus(
    shared: Shared,
    engine: Engine,
    panels: Panels,
    chrome: Chrome,
    view_choices: ViewChoices,
    show_settings: Callable[[], None],
) -> None:
    """All menus but Help, in their usual order."""
    _file(shared, engine, chrome)
    _edit(shared, panels, chrome, show_settings)
    panels.stack.grey_in(chrome.actions.menu("&Layer", layer_rows(panels.stack)))
    _image(engine, panels, chrome)
    _train(shared, engine, panels, chrome)
    fill_view(shared, panels, chrome, view_choices)


def fill_help(actions: Actions, dialogs: MenuDialogs) -> None:
    """The Help menu, the last."""
    keys, report = "Every key, by menu and by place", "Gathers the log and versions, and shows what it holds"
    actions.menu(
        "&Help",
        (
            Entry("help", "&Help", "F1", dialogs.show_help, "How to use Layerscope: contents and search"),
            Entry("shortcuts", "&Keyboard shortcuts", "Ctrl+/", dialogs.show_shortcuts, keys),
            SEPARATOR,
            Entry("report", "&Report a problem…", "", dialogs.report_problem, report),
            Entry("about", "&About Layerscope", "", dialogs.show_about, "Version and licences", role=ABOUT),
        ),
    )


def _file(shared: Shared, engine: Engine, chrome: Chrome) -> None:
    files, actions = chrome.files, chrome.actions

    def new() -> None:
        from gui.gallery.dialog import ask_for_project  # when first wanted: it would hold up the first paint

        ask_for_project(engine.samples, chrome.frame, files.new)

    def import_images() -> None:
        files.images_chosen.emit(None)

    menu = actions.menu(
        "&File",
        (
            Entry("new", "&New…", "Ctrl+N", new, "Begin with a project of the gallery, or an empty one"),
            Entry("open", "&Open…", "Ctrl+O", files.choose, "Open a project"),
            Entry("open run", "Open &run…", "Ctrl+Shift+O", files.choose_run, "Open the folder of a run"),
            Entry(
                "import",
                "&Import images…",
                "Ctrl+Shift+I",
                import_images,
                "A folder, table or archive of your own images",
            ),
            SEPARATOR,
            Entry("save", "&Save", "Ctrl+S", files.save, "Save the project"),
            Entry("save as", "Save &as…", "Ctrl+Shift+S", files.save_as, "Save the project to another file"),
            Entry("save model", "Save with &model…", "Ctrl+Alt+S", files.save_with_model, "Project and weights in one"),
            SEPARATOR,
            Entry("quit", "&Quit", "Ctrl+Q", chrome.frame.close, "Ends the program; a run is kept", role=QUIT),
        ),
    )
    recent = QMenu("Open r&ecent", menu)
    menu.insertMenu(actions["open run"], recent)

    def fill_recent() -> None:
        recent.clear()
        paths = [Path(name) for name in shared.settings.value.recent]
        for path in paths:
            action = recent.addAction(path.name.replace("&", "&&"), partial(files.open, path))
            action.setToolTip(str(path))
            action.setMenuRole(QAction.MenuRole.NoRole)  # whatever the file is called
        recent.setEnabled(bool(paths))

    files.recent_changed.connect(fill_recent)
    fill_recent()


def _edit(shared: Shared, panels: Panels, chrome: Chrome, show_settings: Callable[[], None]) -> None:
    stack, actions = shared.document.undo_stack, chrome.actions
    undo = stack.createUndoAction(chrome.frame, "&Undo")
    redo = stack.createRedoAction(chrome.frame, "&Redo")
    undo.setShortcuts([QKeySequence("Ctrl+Z")])
    redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
    chrome.frame.addActions([undo, redo])
    actions.named.update(undo=undo, redo=redo)
    tip = "What this project is about, saved with it"
    notes = Entry("notes", "Project &notes", "Ctrl+Shift+N", panels.stack.notes.edit, tip)
    clipboard = clipboard_actions(chrome.frame, panels.stack)
    actions.named.update(clipboard)
    tip = "What is chosen for this machine: look, folders, training, start"
    settings = Entry("settings", "&Settings…", "Ctrl+,", show_settings, tip, role=PREFERENCES)
    rows = (undo, redo, SEPARATOR, *clipboard.values(), SEPARATOR, notes, SEPARATOR, settings)
    actions.menu("&Edit", rows)


def _image(engine: Engine, panels: Panels, chrome: Chrome) -> None:
    """Single keys, as in any viewer of images: a field that has the keyboard takes them for itself."""
    try_it, chooser = panels.try_it, panels.try_it.chooser
    chrome.actions.menu(
        "&Image",
        (
            Entry("next image", "&Next", ".", lambda: chooser.step(1), "The next image"),
            Entry("previous image", "&Previous", ",", lambda: chooser.step(-1), "The image before"),
            Entry("random image", "&Random", "R", chooser.choose_random, "An image by chance"),
            Entry("next mistake", "Next &mistake", "M", chooser.ask_next_mistake, "The next one it gets wrong"),
            Entry("next apart", "Next di&fference", "D", lambda: engine.apart.step(1), APART_TIP),
            Entry("previous apart", "Pre&vious difference", "Shift+D", lambda: engine.apart.step(-1), APART_TIP),
            SEPARATOR,
            Entry("draw", "&Draw", "", try_it.start_drawing, "An empty canvas to draw on"),
            Entry("open picture", "&Open picture…", "", try_it.open_picture, "Look at the picture in a file"),
            Entry("paste picture", "Paste p&icture", "", try_it.canvas.paste, "Look at the picture on the clipboard"),
        ),
    )


def _train(shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
    control, actions, chart = engine.control, chrome.actions, panels.chart

    def say_where() -> None:
        shared.messages.say(chart.sentence())

    def note() -> None:
        chart.menu.note_asked.emit(None)

    def change_rate() -> None:
        from gui.window.dialogs.rate_dialog import RateDialog  # when first wanted, as it is of forms

        RateDialog.of(chrome.frame, shared.run, control)

    menu = actions.menu(
        "&Train",
        (
            actions["train"],
            actions["step"],
            actions["step epoch"],
            actions["stop"],
            SEPARATOR,
            Entry("rate", "Change &learning rate…", "Ctrl+Alt+R", change_rate, words.RATE_TIP),
            Entry(
                "note",
                "Note at th&is step…",
                "Ctrl+Alt+N",
                note,
                words.NOTE_TIP,
            ),
            Entry("evaluate", with_mnemonic(words.EVALUATE, "v"), "Ctrl+Alt+E", control.evaluate, words.EVALUATE_TIP),
            SEPARATOR,
            Entry(
                "train on", with_mnemonic(words.TRAIN_ON, "n"), "Ctrl+Shift+F5", control.train_on, words.TRAIN_ON_TIP
            ),
            Entry(
                "afresh", with_mnemonic(words.AFRESH, "f"), "Ctrl+F5", lambda: control.start("afresh"), words.AFRESH_TIP
            ),
            Entry(
                "transfer",
                with_mnemonic(words.CONTINUE, "c"),
                "",
                lambda: control.start("transfer"),
                words.CONTINUE_TIP,
            ),
            Entry("fork", with_mnemonic(words.FORK, "k"), "Ctrl+Shift+B", engine.fork.ask, words.FORK_TIP),
            SEPARATOR,
            Entry(
                "repeat",
                "Repeat with see&ds…",
                "",
                engine.queue.repeat_asked.emit,
                "Trains this project several times in the queue, to see how much is luck",
            ),
            Entry("several", "Train &many recipes…", "", engine.queue.several_asked.emit, "Puts them into the queue"),
            Entry("queue", "Show the &queue", "", engine.queue.shown.emit, "What waits to be trained, and what trains"),
            SEPARATOR,
            Entry("where", "Sa&y where it stands", "F9", say_where, "The step and the newest figures, in a sentence"),
            Entry("untrained", "Show &untrained", "", engine.showing.show_document, "Show the stack's first weights"),
        ),
    )
    menu.insertMenu(actions["untrained"], looking_menu(engine.looking, actions, menu))
    menu.addMenu(setting_menu("After a finis&hed run, Train", "after_finish", shared.settings, menu))
