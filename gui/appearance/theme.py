"""The look of the window: colours, type, spacing, palette and icons, light and dark.

A widget asks `current()` for colours when it paints, `px()` for lengths and gives itself a role ("primary", "caption",
…) for what the stylesheet draws.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget

from engine.files import RESOURCES
from engine.garbage import uncollected
from engine.network.layer_base import Group
from gui.appearance import stylesheet

Mode = Literal["system", "light", "dark"]

SMALLEST_POINTS = 9.0
TITLE_SCALE, CAPTION_SCALE, ANSWER_SCALE = 1.25, 0.9, 3.5
ZOOM_RANGE = (0.5, 2.0)
ICONS = RESOURCES / "icons"

KINDS: Mapping[str, Mapping[Group, str]] = MappingProxyType(
    {
        "light": {
            "convolution": "#0067A3",
            "pooling": "#00855F",
            "activation": "#B57A00",
            "dense": "#D55E00",
            "normalisation": "#2F8FC9",
            "shape": "#6E6E6E",
            "regularisation": "#8C6D46",
            "blocks": "#B85C91",
        },
        "dark": {
            "convolution": "#2F8FCC",
            "pooling": "#14A97E",
            "activation": "#E69F00",
            "dense": "#E8701A",
            "normalisation": "#8CCFF4",
            "shape": "#949494",
            "regularisation": "#B08F66",
            "blocks": "#CC79A7",
        },
    }
)
"""Stripe and icon colour of each kind of layer by theme: Okabe and Ito's hues, which colour-blind people tell apart, as
dark or light as it takes to stand out from a card at 3:1 or better."""


@dataclass(frozen=True)
class Theme:
    """The colours of one look, as `#RRGGBB`."""

    name: Literal["light", "dark"]
    window: str
    surface: str
    raised: str
    border: str
    strong_border: str
    text: str
    secondary: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    hover: str
    pressed: str
    selection: str
    grid: str
    validation: str
    test: str
    accuracy: str
    runs: tuple[str, ...]  # of the curves of other runs, told apart by colour-blind people too
    error: str
    error_surface: str
    attention: str
    attention_hover: str
    attention_pressed: str
    on_attention: str
    raw: str  # the curve of single steps: the accent, faint, yet at 3:1 from its ground; opaque, as that draws faster

    @property
    def training(self) -> str:
        """Colour of the training curve."""
        return self.accent

    @property
    def truth(self) -> str:
        """Colour of what an image really is."""
        return self.test

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    def colour(self, name: str, alpha: float = 1.0) -> QColor:
        """The colour of the field called `name`, with an opacity of 0–1."""
        colour = QColor(getattr(self, name))
        colour.setAlphaF(alpha)
        return colour

    def kind(self, group: Group) -> QColor:
        """The colour of a kind of layer."""
        return QColor(KINDS[self.name][group])

    def blend(self, name: str, alpha: float) -> QColor:
        """The opaque colour `name` gives at opacity `alpha` over the surface: cheaper to draw than alpha."""
        return mixed(self.colour(name), self.colour("surface"), alpha)


light = Theme(
    name="light",
    window="#F6F7F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    border="#D9DDE3",
    strong_border="#B4BBC5",
    text="#1B1F24",
    secondary="#57606A",
    disabled="#A3AAB3",
    accent="#0B62D6",
    accent_hover="#0A57BE",
    accent_pressed="#084AA3",
    on_accent="#FFFFFF",
    hover="#F0F2F5",
    pressed="#E4E8ED",
    selection="#EAF1FC",
    grid="#E7EAEE",
    validation="#D98500",
    test="#009E73",
    accuracy="#8250DF",
    runs=("#D55E00", "#A8568A", "#2880B4", "#8F6400", "#5B626C"),
    error="#C62828",
    error_surface="#FDECEC",
    raw="#5491E2",
    attention="#F5B942",
    attention_hover="#EBAA26",
    attention_pressed="#D9981A",
    on_attention="#1B1F24",
)

dark = Theme(
    name="dark",
    window="#16181C",
    surface="#1F2227",
    raised="#272B31",
    border="#343941",
    strong_border="#545B66",
    text="#E6E8EB",
    secondary="#9BA3AE",
    disabled="#5F6772",
    accent="#6CA8FF",
    accent_hover="#86B8FF",
    accent_pressed="#9CC5FF",
    on_accent="#0E1116",
    hover="#2A2E35",
    pressed="#343941",
    selection="#263347",
    grid="#2C3037",
    validation="#E69F00",
    test="#2FC298",
    accuracy="#B794F6",
    runs=("#E8702A", "#CC79A7", "#56B4E9", "#F0E442", "#A7AEB8"),
    error="#FF7B72",
    error_surface="#3A2225",
    raw="#4D72A9",
    attention="#E0A43A",
    attention_hover="#EBB655",
    attention_pressed="#F2C572",
    on_attention="#16181C",
)


@dataclass
class _Chosen:
    """The look of the application; there is one, so there is nothing to pass around."""

    theme: Theme = light
    mode: Mode = "system"
    zoom: float = 1.0


_chosen = _Chosen()


def current() -> Theme:
    """The theme the application shows now."""
    return _chosen.theme


def apply(app: QApplication, mode: Mode = "system", zoom: float = 1.0) -> Theme:
    """Dress the whole application and return the theme chosen; may be called again at any time.

    "system" follows the desktop's colour scheme, also when it changes later. `zoom` (0.5–2) scales type and spacing.
    """
    chosen = choose(app, mode, zoom)
    dress(app)
    return chosen


def choose(app: QApplication, mode: Mode, zoom: float) -> Theme:
    """Colours and type alone: a window built before `dress` is styled once, not at every step of its building."""
    _prepare(app)
    _chosen.mode, _chosen.zoom = mode, min(max(zoom, ZOOM_RANGE[0]), ZOOM_RANGE[1])
    _tell_desktop(app, mode)  # which may say at once that its colours have changed
    _chosen.theme = dark if mode == "dark" or (mode == "system" and _desktop_is_dark(app)) else light
    with uncollected():  # Qt goes through a list of all widgets: none may be deleted meanwhile
        app.setPalette(palette(_chosen.theme))
        app.setFont(_scaled(_base_font(app), _chosen.zoom))
    return _chosen.theme


def dress(app: QApplication) -> None:
    """The stylesheet of the chosen theme.

    The old one is taken away first: a change from one to the next goes through every object Qt has looked up rules
    for, even those deleted since (the scroll bars of a combo box that was never opened), and crashes.
    """
    with uncollected():  # Qt goes through a list of all widgets: none may be deleted meanwhile
        app.setStyleSheet("")
        app.setStyleSheet(stylesheet.render(_values(current()), zoom_factor()))


@contextmanager
def painted_as(look: Theme) -> Iterator[None]:
    """Meanwhile whoever paints is told another theme: for a picture, between two events of the window."""
    before, _chosen.theme = _chosen.theme, look
    try:
        yield
    finally:
        _chosen.theme = before


def zoom_factor() -> float:
    """The zoom of the window, 0.5–2."""
    return _chosen.zoom


def px(length: float) -> int:
    """A length of the 4/8 px grid at the current zoom, in pixels."""
    return max(1, round(length * _chosen.zoom)) if length else 0


def palette(theme: Theme) -> QPalette:
    """The Qt palette of a theme; disabled text is faded."""
    result = QPalette()
    for role, name in _ROLES.items():
        result.setColor(role, QColor(getattr(theme, name)))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return result


def mixed(front: QColor, back: QColor, share: float) -> QColor:
    """The opaque colour of `share` (0–1) of `front` over `back`."""
    pairs = zip((front.red(), front.green(), front.blue()), (back.red(), back.green(), back.blue()), strict=True)
    return QColor(*(round(f * share + b * (1 - share)) for f, b in pairs))


def title_font() -> QFont:
    """The font of titles: 1.25 × the application's, semi-bold."""
    font = _scaled(QApplication.font(), TITLE_SCALE)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def caption_font() -> QFont:
    """The font of captions: 0.9 × the application's, never under 9 points (at 100 % zoom)."""
    return _scaled(QApplication.font(), CAPTION_SCALE)


def number_font(scale: float = 1.0) -> QFont:
    """The application's font with figures of equal width, so that changing numbers stand still."""
    return tabular(_scaled(QApplication.font(), scale))


def tabular(font: QFont) -> QFont:
    """A copy of `font` with figures of equal width."""
    copy = QFont(font)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy


def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon of the bundled icon font called `name` ("mdi6.play"), in the text colour unless another is given."""
    import qtawesome  # its fonts take a while to load, so not before the first icon is wanted

    theme = current()
    return qtawesome.icon(name, color=colour or theme.text, color_disabled=theme.disabled)


def glyph(name: str) -> QIcon:
    """One of the program's own small signs (resources/icons), quick enough for the first paint."""
    return QIcon(str(ICONS / f"{name}-{current().name}.svg"))


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget the look the stylesheet has for `role` (see gui/appearance/stylesheet.py)."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # Qt does it itself the first time
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def inset(spin_box: QAbstractSpinBox) -> None:
    """Move a spin box's text off its border, where a line edit has it: Qt's stylesheets ignore that padding."""
    spin_box.lineEdit().setTextMargins(px(6), 0, 0, 0)


_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "hover",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "secondary",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "strong_border",
}


def _prepare(app: QApplication) -> None:
    if app.property("themeBaseFont") is not None:
        return
    app.setStyle("Fusion")
    app.setProperty("themeBaseFont", tabular(app.font()))
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow_desktop(app))


def _follow_desktop(app: QApplication) -> None:
    if _chosen.mode == "system" and _desktop_is_dark(app) != current().is_dark:
        apply(app, "system", zoom_factor())


def _tell_desktop(app: QApplication, mode: Mode) -> None:
    """Ask for window decorations of the same look."""
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}
    app.styleHints().setColorScheme(schemes[mode])


def _desktop_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _base_font(app: QApplication) -> QFont:
    font = QFont(app.property("themeBaseFont"))
    font.setPointSizeF(max(QFontInfo(font).pointSizeF(), SMALLEST_POINTS))
    return font


def _scaled(font: QFont, scale: float) -> QFont:
    """A copy of `font` at another size, not below what is legible at the current zoom."""
    copy = QFont(font)
    copy.setPointSizeF(max(QFontInfo(font).pointSizeF() * scale, SMALLEST_POINTS * min(1.0, zoom_factor())))
    return copy


def _values(theme: Theme) -> dict[str, str]:
    """What the stylesheet's template is filled with."""
    values = {field.name: str(getattr(theme, field.name)) for field in fields(theme)}
    points = {"caption": CAPTION_SCALE, "title": TITLE_SCALE, "answer": ANSWER_SCALE}
    app_font = QApplication.font()
    sizes = {f"{name}_size": f"{_scaled(app_font, scale).pointSizeF():.2f}pt" for name, scale in points.items()}
    return values | sizes | {"icons": ICONS.as_posix()}
