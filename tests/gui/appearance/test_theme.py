"""The look: legible colours, modes, zoom, fonts and a stylesheet Qt accepts."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
    QProxyStyle,
    QPushButton,
    QSpinBox,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.appearance import theme
from tests.gui.appearance.contrast import contrast


@pytest.mark.parametrize("look", [theme.light, theme.dark], ids=["light", "dark"])
def test_curves_of_other_runs_stand_out_from_both_grounds(look: theme.Theme) -> None:
    for colour in (*look.runs, look.accuracy, look.accent, look.test):
        for background in (look.window, look.surface):
            assert contrast(colour, background) >= 3, colour
    assert len(set(look.runs)) == len(look.runs)


@pytest.mark.parametrize("look", [theme.light, theme.dark], ids=["light", "dark"])
def test_text_is_legible(look: theme.Theme) -> None:
    for background in (look.window, look.surface, look.raised, look.selection, look.hover):
        assert contrast(look.text, background) > 7
        assert contrast(look.secondary, background) > 4.5
    for background in (look.window, look.surface):
        assert contrast(look.accent, background) > 4.5
        assert contrast(look.error, background) > 4.5
    for background in (look.accent, look.accent_hover, look.accent_pressed):
        assert contrast(look.on_accent, background) > 4.5


@pytest.mark.parametrize("look", [theme.light, theme.dark], ids=["light", "dark"])
def test_signs_stand_out_from_their_ground(look: theme.Theme) -> None:
    """Stripes of all kinds of layers on cards, also selected and pointed at; the chart's curve of single steps."""
    for kind in theme.KINDS[look.name].values():
        for ground in (look.surface, look.selection, look.hover):
            assert contrast(kind, ground) >= 3, (kind, ground)
    assert contrast(look.raw, look.surface) >= 3
    assert contrast(look.accent, look.surface) > contrast(look.raw, look.surface)


def test_modes(qapp: QApplication) -> None:
    assert theme.apply(qapp, "dark") is theme.dark
    assert theme.current() is theme.dark
    assert theme.apply(qapp, "light") is theme.light
    assert theme.current() is theme.light
    assert theme.apply(qapp, "system") in (theme.light, theme.dark)


def test_a_desktop_that_follows_the_choice_at_once_is_not_told_otherwise(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some desktops say that their colours have changed while they are still being told."""
    theme.apply(qapp, "system")
    told: list[str] = []

    def tell(app: QApplication, mode: str) -> None:
        told.append(mode)
        if mode == "dark":
            monkeypatch.setattr(theme, "_desktop_is_dark", lambda _: True)
            app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)

    monkeypatch.setattr(theme, "_tell_desktop", tell)
    assert theme.apply(qapp, "dark") is theme.dark
    assert told == ["dark"]


def test_zoom_scales_type_and_lengths_and_comes_back(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 1.0)
    before = qapp.font().pointSizeF()
    theme.apply(qapp, "light", 2.0)
    assert qapp.font().pointSizeF() == pytest.approx(2 * before)
    assert theme.px(8) == 16
    theme.apply(qapp, "light", 1.0)
    assert qapp.font().pointSizeF() == pytest.approx(before)
    assert theme.px(8) == 8


@pytest.mark.parametrize(("asked", "given"), [(0.1, 0.5), (9.0, 2.0), (1.25, 1.25)])
def test_zoom_stays_within_bounds(qapp: QApplication, asked: float, given: float) -> None:
    theme.apply(qapp, "light", asked)
    assert theme.zoom_factor() == given


def test_type_scale(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 1.5)
    base = qapp.font().pointSizeF()
    assert theme.title_font().pointSizeF() == pytest.approx(1.25 * base)
    assert theme.caption_font().pointSizeF() == pytest.approx(0.9 * base)
    theme.apply(qapp, "light", 1.0)
    assert theme.caption_font().pointSizeF() >= 9


def test_figures_have_equal_width(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    metrics = QFontMetricsF(theme.number_font())
    assert metrics.horizontalAdvance("111.11") == pytest.approx(metrics.horizontalAdvance("088.80"))


def test_stylesheet_reaches_widgets(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    button, label = QPushButton("Train"), QLabel("LeNet-5")
    theme.set_role(button, "primary")
    theme.set_role(label, "title")
    button.resize(100, 30)
    assert button.grab().toImage().pixelColor(50, 3).name().upper() == theme.light.accent
    label.ensurePolished()
    assert QFontInfo(label.font()).pointSizeF() == pytest.approx(1.25 * qapp.font().pointSizeF(), rel=0.05)


def test_stylesheet_names_existing_pictures_only(qapp: QApplication) -> None:
    for mode in ("light", "dark"):
        theme.apply(qapp, mode)
        pictures = set(re.findall(r'url\("([^"]+)"\)', qapp.styleSheet()))
        assert pictures
        assert all((theme.ICONS / path).is_file() for path in pictures)


def test_blend_is_opaque_and_in_between() -> None:
    blended = theme.light.blend("accent", 0.25)
    assert blended.alpha() == 255
    assert blended.name() == "#c2d8f5"


def test_spin_box_text_is_off_its_border(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    spin = QSpinBox()
    theme.inset(spin)
    assert spin.lineEdit().textMargins().left() == theme.px(6)


def test_icons_take_the_colour_asked_for(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    image = theme.icon("mdi6.square", "#D55E00").pixmap(32, 32).toImage()
    assert image.pixelColor(16, 16).name().upper() == "#D55E00"


class Pictured(QProxyStyle):
    """As desktops that put a picture on every OK and Close."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, returned)


@pytest.mark.parametrize("dressed", [False, True])
def test_buttons_of_dialogs_are_words_alone(qtbot: QtBot, qapp: QApplication, dressed: bool) -> None:
    """The desktop's own pictures fit no button of this program."""
    theme.apply(qapp, "light") if dressed else qapp.setStyleSheet("")
    box, style = QDialogButtonBox(), Pictured("fusion")
    qtbot.addWidget(box)
    box.setStyle(style)
    box.setStandardButtons(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Close)
    assert [button.icon().isNull() for button in box.buttons()] == [dressed, dressed]
