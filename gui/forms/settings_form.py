"""SettingsForm: some of the settings to choose, each with what is wrong with it and a way back to what is usual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from engine.errors import ProjectError
from engine.platform import expanded
from gui.appearance import lengths, theme
from gui.forms.field_specs import FieldSpec, chosen_specs
from gui.forms.fields.field import LABEL_WIDTH, Field
from gui.forms.fields.field_for_type import make_field
from gui.forms.fields.folder_field import FolderField
from gui.state.data.folder_check import checked_folder
from gui.state.error_words import in_words
from gui.state.settings import USUAL_FOLDERS, Settings, SettingsFile

USUAL = Settings()
LINES = 3  # of the grid for each field: the field, its help, what is wrong


class SettingsForm(QWidget):
    """Every choice holds at once. With `explained` the help stands below each field, else in its tip alone."""

    def __init__(
        self,
        settings: SettingsFile,
        only: Iterable[str],
        *,
        more_names: dict[str, dict[str, str]] | None = None,
        explained: bool = False,
        label_width: int = LABEL_WIDTH,
    ) -> None:
        """`more_names` are further words to choose from, by field, with what people call them."""
        super().__init__()
        self._settings, self._explained = settings, explained
        self.fields: dict[str, Field] = {}
        self.specs: dict[str, FieldSpec] = {}
        self.resets: dict[str, QToolButton] = {}
        self._errors: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        lengths.follow(self._grid, setHorizontalSpacing=8, setVerticalSpacing=4)
        begin = QWidget()  # forms below one another have labels of one width
        lengths.follow(begin, setFixedWidth=label_width)
        begin.setFixedHeight(0)
        self._grid.addWidget(begin, 0, 0)
        for spec in chosen_specs(Settings, only):
            self._add(_with_names(spec, (more_names or {}).get(spec.name, {})))
        settings.changed.connect(self._follow)
        self._show(settings.value)
        self._look_at_folders()

    def error(self, name: str) -> str:
        """What is said under a field."""
        return self._errors[name].text()

    def _look_at_folders(self) -> None:
        """One that was chosen before may be gone, or be another's by now."""
        for name, spec in self.specs.items():
            if (folder := getattr(self._settings.value, name)) and "folder" in spec.extra:
                self._say(name, checked_folder(folder, to_write=spec.extra["folder"] == "written").sentence)

    # --- making ---

    def _add(self, spec: FieldSpec) -> None:
        self.specs[spec.name] = spec
        field = self.fields[spec.name] = make_field(spec, lambda _: None)
        label, help, error = _line(spec.title, "secondary"), _line(spec.help, "caption"), _line("", "error")
        label.setBuddy(field.editor)
        for widget in (label, field, field.editor):
            widget.setToolTip(f"{spec.help} {field.hint}".strip())
        if not self._explained:
            field.narrow()
        if isinstance(field, FolderField):
            field.set_usual(USUAL_FOLDERS[spec.name]())  # its tip tells the path
        field.editor.setAccessibleName(spec.title)
        field.editor.setAccessibleDescription(spec.help)
        reset = self.resets[spec.name] = self._reset(spec)
        self._errors[spec.name] = error
        row = LINES * len(self.fields)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(reset, row, 2)
        self._grid.addWidget(help, row + 1, 1, 1, 2)
        self._grid.addWidget(error, row + 2, 1, 1, 2)
        lengths.follow(help, setContentsMargins=(0, 0, 0, 8))
        help.setVisible(self._explained)
        error.hide()
        field.edited.connect(lambda draft: self._judge(spec, draft))

    def _reset(self, spec: FieldSpec) -> QToolButton:
        button = QToolButton()
        button.setText("Usual")
        button.setToolTip(f"{spec.title} as it is usual")
        button.setAccessibleName(button.toolTip())
        theme.set_role(button, "control")
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing beside it moves
        button.setSizePolicy(policy)
        button.clicked.connect(lambda: self._take(spec.name, getattr(USUAL, spec.name)))
        return button

    # --- choosing ---

    def _judge(self, spec: FieldSpec, draft: object) -> None:
        """Takes over a value that may be; says why where it may not."""
        if spec.extra.get("folder") and isinstance(draft, str) and draft.strip():
            path = expanded(draft.strip())
            check = checked_folder(str(path), to_write=spec.extra["folder"] == "written")
            if check.usable:
                self._take(spec.name, str(path))
            self._say(spec.name, check.sentence)
        else:
            self._take(spec.name, draft.strip() if isinstance(draft, str) else draft)

    def _take(self, name: str, value: object) -> None:
        try:
            self._settings.change(**{name: value})
        except ProjectError as error:
            self._say(name, in_words(error))
        else:
            self.fields[name].accept(getattr(self._settings.value, name))
            self._say(name, self._settings.problem)

    def _say(self, name: str, sentence: str) -> None:
        error = self._errors[name]
        error.setText(sentence)
        error.setVisible(bool(sentence))
        self.fields[name].set_invalid(bool(sentence) and sentence != self._settings.problem)

    def _follow(self, old: Settings, new: Settings) -> None:
        """A setting may be changed elsewhere, too: by a key, by a menu."""
        for name in self.fields:
            if getattr(old, name) != getattr(new, name):
                self._say(name, "")
        self._show(new)

    def _show(self, value: Settings) -> None:
        for name, field in self.fields.items():
            field.set_value(getattr(value, name))
            self.resets[name].setVisible(getattr(value, name) != getattr(USUAL, name))


def _with_names(spec: FieldSpec, names: dict[str, str]) -> FieldSpec:
    known = spec.extra.get("names", {})
    return replace(spec, extra={**spec.extra, "names": {**known, **names}}) if names else spec


def _line(text: str, role: str) -> QLabel:
    label = QLabel(text, wordWrap=role != "secondary")
    theme.set_role(label, role)
    return label
