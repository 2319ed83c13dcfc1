"""The application's stylesheet: a template over the theme's colours, with lengths in `u` that follow the zoom.

Roles a widget may be given (`theme.set_role`):
QPushButton      "primary" (the one main action), "attention" (the same, but something has to be mended first),
                 "quiet" (no frame)
QToolButton      "control" (text that toggles, beside others of its kind), "choice" (the same by itself: it looks like
                 a button), "small" (the same within a line of captions), "picture" (a small image that opens)
QLabel           "title", "heading" (semi-bold), "secondary", "caption", "error", "answer" (the large digit),
                 "empty" (the sentence in an empty place)
QHeaderView      "titles" (of rows, without lines between them)
QTabBar          "quiet" (tabs within a page: words that toggle)
Views, browsers  "plain" (no frame, no ground)
QFrame, QWidget  "surface" (card with border), "popup" (the same, over others), "bar" (top and status bar),
                 "strip" (tinted hint), "quiet strip" (as large, without tint), "problem"
"""

import re
from collections.abc import Mapping
from string import Template


def render(values: Mapping[str, str], zoom: float) -> str:
    """The stylesheet for the colours and sizes in `values`; `8u` in the template becomes 8 px at a zoom of 1."""
    filled = Template(TEMPLATE).substitute(values)
    return re.sub(r"\b(\d+)u\b", lambda match: f"{_pixels(int(match[1]), zoom)}px", filled)


def _pixels(length: int, zoom: float) -> int:
    return max(1, round(length * zoom)) if length else 0


FRAMES = """
QToolTip { background: $raised; color: $text; border: 1px solid $strong_border; padding: 4u 6u; }
QFrame[role="surface"], QWidget[role="surface"] { background: $surface; border: 1px solid $border; border-radius: 6u; }
QWidget[role="popup"] { background: $raised; border: 1px solid $strong_border; border-radius: 6u; }
QFrame[role="bar"], QWidget[role="bar"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[role="strip"], QWidget[role="strip"] { background: $selection; border: 1px solid $border; border-radius: 6u; }
QWidget[role="quiet strip"] { background: transparent; border: 1px solid transparent; border-radius: 6u; }
QFrame[role="problem"], QWidget[role="problem"] {
    background: $error_surface; border: 1px solid $error; border-radius: 6u;
}
QLabel { background: transparent; border: none; }
QLabel[role="title"] { font-size: $title_size; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="secondary"] { color: $secondary; }
QLabel[role="caption"] { color: $secondary; font-size: $caption_size; }
QLabel[role="error"] { color: $error; }
QLabel[role="answer"] { font-size: $answer_size; font-weight: 700; }
QLabel[role="empty"] {
    color: $secondary; background: $surface; border: 1px solid $border; border-radius: 6u; padding: 16u;
}
QLabel:disabled { color: $disabled; }
QGroupBox { border: 1px solid $border; border-radius: 6u; margin-top: 12u; padding: 8u; }
QGroupBox::title { subcontrol-origin: margin; left: 8u; padding: 0 4u; color: $secondary; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $accent; }
QSplitter#zones::handle { border-left: 1px solid $border; }
QStatusBar { background: $surface; color: $secondary; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
"""

BUTTONS = """
QPushButton, QToolButton, QCheckBox, QRadioButton, QSlider, QTabBar { outline: none; }  /* each has a frame of ours */
QPushButton {
    background: $surface; color: $text; border: 1px solid $border; border-radius: 6u;
    padding: 5u 12u; min-height: 18u;
}
QPushButton:hover { background: $hover; border-color: $strong_border; }
QPushButton:pressed, QPushButton:checked { background: $pressed; }
QPushButton:checked { border-color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 4u 11u; }
QPushButton:disabled { color: $disabled; background: $window; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton::menu-indicator { image: url("$icons/chevron-down-$name.svg"); width: 10u; height: 10u; right: 6u; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_pressed; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $pressed; color: $disabled; border-color: $border; }
QPushButton[role="attention"] {
    background: $attention; color: $on_attention; border: 1px solid $attention; font-weight: 600;
}
QPushButton[role="attention"]:hover { background: $attention_hover; border-color: $attention_hover; }
QPushButton[role="attention"]:pressed { background: $attention_pressed; }
QPushButton[role="attention"]:focus { border: 2px solid $text; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: $secondary; }
QPushButton[role="quiet"]:hover { background: $hover; color: $text; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; }
QToolButton {
    background: transparent; color: $text; border: 1px solid transparent; border-radius: 6u; padding: 4u;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $pressed; }
QToolButton:focus { border: 2px solid $accent; padding: 3u; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="picture"] {
    color: $secondary; border: 1px solid transparent; padding: 0; border-radius: 4u; font-size: $caption_size;
}
QToolButton[role="picture"]:hover { color: $text; border-color: $strong_border; }
QToolButton[role="picture"]:focus { border-color: $accent; }
QToolButton[role="control"] { color: $secondary; padding: 2u 3u; border-radius: 4u; }
QToolButton[role="control"]:hover { color: $text; background: $hover; }
QToolButton[role="control"]:checked { color: $accent; background: $selection; }
QToolButton[role="control"]:focus { border: 2px solid $accent; padding: 1u 2u; }
QToolButton[role="control"]:disabled { color: $disabled; background: transparent; }
QToolButton[role="in line"] {
    color: $accent; background: transparent; border: 1px solid transparent; padding: 0 3u; border-radius: 4u;
    font-size: $caption_size;
}
QToolButton[role="in line"]:hover { background: $hover; }
QToolButton[role="in line"]:focus { border-color: $accent; }
QToolButton[role="small"] {
    color: $secondary; background: $surface; border: 1px solid $border; padding: 0 6u; border-radius: 4u;
    font-size: $caption_size;
}
QToolButton[role="small"]:hover { color: $text; background: $hover; border-color: $strong_border; }
QToolButton[role="small"]:focus { border: 2px solid $accent; padding: 0 5u; }
QToolButton[role="choice"] {
    color: $text; background: $surface; border: 1px solid $border; padding: 2u 6u; border-radius: 4u;
}
QToolButton[role="choice"]:hover { background: $hover; border-color: $strong_border; }
QToolButton[role="choice"]:checked { color: $accent; background: $selection; border-color: $accent; }
QToolButton[role="choice"]:focus { border: 2px solid $accent; padding: 1u 5u; }
QToolButton[role="choice"]:disabled { color: $disabled; background: $window; }
QCheckBox, QRadioButton { spacing: 8u; background: transparent; border: 1px solid transparent; padding: 1u; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $accent; border-radius: 4u; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
    width: 14u; height: 14u; border: 1px solid $secondary; border-radius: 4u; background: $surface;
}
QRadioButton::indicator { border-radius: 7u; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QAbstractItemView::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$icons/check-$name.svg");
}
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; }
QRadioButton::indicator:checked {
    border: 4u solid $accent; width: 8u; height: 8u; border-radius: 8u; background: $on_accent;
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled, QAbstractItemView::indicator:disabled {
    border-color: $border; background: $window;
}
QSlider { min-height: 20u; border: 1px solid transparent; }
QSlider:focus { border: 1px solid $accent; border-radius: 4u; }
QSlider::groove:horizontal { height: 4u; background: $border; border-radius: 2u; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2u; }
QSlider::handle:horizontal {
    background: $surface; border: 1px solid $strong_border; width: 14u; height: 14u; margin: -6u 0; border-radius: 7u;
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border-color: $accent; }
"""

FIELDS = """
QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
    background: $surface; color: $text; border: 1px solid $border; border-radius: 6u;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QAbstractSpinBox, QComboBox { padding: 3u 8u; min-height: 18u; }
QAbstractSpinBox { padding-right: 20u; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $strong_border; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid $accent;
}
QLineEdit:focus, QComboBox:focus { padding: 2u 7u; }
QAbstractSpinBox:focus { padding: 2u 19u 2u 7u; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"] { border-color: $error; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $disabled; background: $window; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 18u; border: none; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; margin: 2u 2u 0 0; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2u 2u 0; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $pressed; border-radius: 3u; }
QAbstractSpinBox::up-arrow { image: url("$icons/chevron-up-$name.svg"); width: 8u; height: 8u; }
QAbstractSpinBox::down-arrow { image: url("$icons/chevron-down-$name.svg"); width: 8u; height: 8u; }
QComboBox { combobox-popup: 0; }  /* a list below: the other kind leaves out its own padding and hides rows */
QComboBox::drop-down { subcontrol-origin: border; width: 22u; border: none; }
QComboBox::down-arrow { image: url("$icons/chevron-down-$name.svg"); width: 10u; height: 10u; }
QComboBox QAbstractItemView {
    background: $raised; border: 1px solid $strong_border; padding: 4u; outline: none;
    selection-background-color: $selection; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 24u; }
QProgressBar { background: $border; border: none; border-radius: 3u; max-height: 6u; min-height: 6u; }
QProgressBar::chunk { background: $accent; border-radius: 3u; }
"""

VIEWS = """
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { border: none; background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $secondary; border: none; border-bottom: 2px solid transparent;
    padding: 6u 8u; margin-right: 4u;
}
QTabBar::tab:hover { color: $text; border-bottom-color: $border; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; background: $selection; border-radius: 4u; }
QTabBar[role="quiet"]::tab { border: 1px solid transparent; border-radius: 4u; padding: 2u 6u; }
QTabBar[role="quiet"]::tab:hover { background: $hover; border-color: transparent; }
QTabBar[role="quiet"]::tab:selected { color: $accent; background: $selection; border-color: transparent; }
QTabBar[role="quiet"]::tab:focus { border-color: $accent; }
QAbstractItemView { background: $surface; border: 1px solid $border; border-radius: 6u; outline: none; }
QAbstractItemView:focus { border-color: $accent; }
QAbstractItemView[role="plain"], QTextBrowser[role="plain"] { background: transparent; border: none; }
QListWidget::item, QTreeView::item, QTableView::item { padding: 4u 6u; }
QListWidget::item:focus:!selected, QTreeView::item:focus:!selected, QTableView::item:focus:!selected {
    border: 1px solid $accent; padding: 3u 5u;  /* where the keyboard is, before anything is chosen */
}
QAbstractItemView::item:selected { background: $selection; color: $text; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: $surface; color: $secondary; border: none; border-bottom: 1px solid $border; padding: 4u 8u;
}
QHeaderView[role="titles"]::section { border-bottom: none; }
QTableCornerButton::section { background: $surface; border: none; border-bottom: 1px solid $border; }
QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10u; margin: 0; }
QScrollBar:horizontal { height: 10u; margin: 0; }
QScrollBar::handle { background: $strong_border; border-radius: 3u; margin: 2u; }
QScrollBar::handle:vertical { min-height: 32u; }
QScrollBar::handle:horizontal { min-width: 32u; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenuBar { background: $window; color: $secondary; border: none; border-bottom: 1px solid $border; }
QMenuBar::item { padding: 4u 10u; background: transparent; border-radius: 4u; }
QMenuBar::item:selected { background: $pressed; color: $text; }
QMenu { background: $raised; color: $text; border: 1px solid $strong_border; padding: 4u; }
QMenu::item { padding: 5u 24u 5u 28u; border-radius: 4u; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { left: 8u; }
QMenu::indicator { width: 12u; height: 12u; left: 8u; }
QMenu::indicator:checked { image: url("$icons/menu-check-$name.svg"); }
QMenu::right-arrow { image: url("$icons/chevron-right-$name.svg"); width: 10u; height: 10u; right: 6u; }
QMenu::separator { height: 1px; background: $border; margin: 4u 6u; }
"""

TEMPLATE = FRAMES + BUTTONS + FIELDS + VIEWS
