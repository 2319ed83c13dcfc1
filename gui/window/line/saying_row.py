"""Saying row: a saying in one row. Where there is little room pictures go first, then buttons go to the menu.

What is said ends at the end of a sentence, with "…" for others; only where not even the first has room it is cut.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from gui.appearance import lengths, theme
from gui.pieces.elided import Elided
from gui.pieces.tips import parted
from gui.window.line.saying import Saying, Shot, Way

PICTURE, SHOTS, GAP = 24, 5, 8
LEADING, AMONG = 1, 3  # places of the first button: behind the lead, or behind words and pictures


class SayingRow(QWidget):
    """Shows the saying it is given.

    closed()       the × was pressed
    next_asked()   so was the ›, which is there while there is more to know
    let_go(button) this one has the keyboard, and is about something else from here on
    """

    closed = Signal()
    next_asked = Signal()
    let_go = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self._saying, self._announced = Saying(""), ""
        self.lead, self.words = Elided("heading"), Elided("")
        self.lead.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._shots = [_shot_button() for _ in range(SHOTS)]
        self._buttons = [QPushButton() for _ in range(2)]
        self.more = QPushButton("More")
        self.more.setMenu(QMenu(self.more))
        self.hush_button, self.next_button, self.close_button = _hush(), _sign("›", "More news"), cross("Hide this")
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        for index, shot in enumerate(self._shots):
            shot.clicked.connect(lambda *_, index=index: self._saying.shots[index].do())
        for index, button in enumerate(self._buttons):
            button.clicked.connect(lambda *_, index=index: self._saying.ways[index].do())
        self.hush_button.clicked.connect(self._hush)
        self.next_button.clicked.connect(self.next_asked)
        self.close_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        lengths.follow(row, setContentsMargins=(10, 0, 6, 0), setSpacing=GAP)
        row.addWidget(self.lead)
        row.addWidget(self.words, 1)
        self._row = row
        self._pictures = QHBoxLayout()
        lengths.follow(self._pictures, setSpacing=2)
        for shot in self._shots:
            self._pictures.addWidget(shot)
        row.addLayout(self._pictures)
        for part in (*self._buttons, self.more, self.hush_button, self.next_button, self.close_button):
            row.addWidget(part)

    def show_saying(self, saying: Saying, after: Saying | None = None, *, unseen: bool = False) -> None:
        """Shows it in place of the one before; `after` is what there is to know besides, `unseen` as yet."""
        self._let_go(self._saying, saying)
        self._saying = saying
        self._row.insertWidget(LEADING if saying.leads else AMONG, self._buttons[0])
        self._lead_on(after, unseen=unseen)
        self.lead.say(saying.lead)
        self.lead.setVisible(bool(saying.lead))
        for part in (self, self.lead, self.words):
            part.setToolTip(saying.whole)
        self.setAccessibleDescription(saying.whole)
        theme.set_role(self.words, "" if saying.news else "secondary")
        for button, way in zip(self._buttons, saying.ways, strict=False):
            _dress_button(button, way)
        for place, shot in zip(self._shots, saying.shots, strict=False):
            _dress_shot(place, shot)
        self.close_button.setVisible(saying.closes)
        self.hush_button.setVisible(saying.hush is not None)
        self.hush_button.setToolTip("" if saying.hush is None else saying.hush.tip)
        self._fit()

    def _let_go(self, before: Saying, saying: Saying) -> None:
        """What has the keyboard and is about to mean something else: the next key would do what nobody meant."""
        anew: list[QWidget] = []
        anew += [button for at, button in enumerate(self._buttons) if _text(before, at) != _text(saying, at)]
        if before.about != saying.about:
            anew += [*self._shots, self.more, self.hush_button, self.close_button]
        if (here := self.window().focusWidget()) in anew:
            self.let_go.emit(here)

    def _lead_on(self, after: Saying | None, *, unseen: bool) -> None:
        self.next_button.setVisible(after is not None)
        self._announced = after.brief if after is not None and unseen else ""
        self.next_button.setToolTip("" if after is None else parted(f"Also: {after.whole}"))

    def _hush(self) -> None:
        if self._saying.hush is not None:
            self._saying.hush.do()

    # --- what there is room for ---

    def _fit(self) -> None:
        """The first sentence whole, then the buttons, then as many pictures, then as many more sentences as have room.

        Words without pictures come whole before a second button.
        """
        saying = self._saying
        first, texts = saying.least, saying.shorter
        buttons = min(saying.buttons, len(saying.ways), len(self._buttons))
        self.next_button.setText(f"{self._announced} ›".strip())
        if not self._fits(first, min(buttons, 1)):
            self.next_button.setText("›")
        while buttons > 1 and not self._fits(first if saying.shots else saying.words, buttons):
            buttons -= 1
        while buttons and not self._fits(first, buttons):
            buttons -= 1
        shots = min(len(saying.shots), SHOTS)
        while shots and not self._fits(first, buttons, shots):
            shots -= 1
        self.words.setText(next((text for text in texts if self._fits(text, buttons, shots)), saying.words))
        self._show_parts(buttons, shots)

    def _fits(self, text: str, buttons: int, shots: int = 0) -> bool:
        """Whether there is room for so many buttons and pictures beside a text."""
        parts: list[QWidget] = [*self._buttons[:buttons]]
        parts += [self.more] if len(self._saying.ways) > buttons else []
        parts += [one for one in (self.hush_button, self.next_button) if not one.isHidden()]
        parts += [self.close_button] if self._saying.closes else []
        parts += [self.lead] if self._saying.lead else []
        widths = [self.words.room(text), *(part.sizeHint().width() for part in parts)]
        widths += [shots * (self._shots[0].sizeHint().width() + theme.px(2))] if shots else []
        return sum(widths) + (len(widths) - 1) * theme.px(GAP) + theme.px(16) <= self.width()

    def _show_parts(self, buttons: int, shots: int) -> None:
        for index, button in enumerate(self._buttons):
            button.setVisible(index < buttons)
        for index, shot in enumerate(self._shots):
            shot.setVisible(index < shots)
        others = self._saying.ways[buttons:]
        self.more.setVisible(bool(others))
        self._fill_menu(others)

    def _fill_menu(self, ways: tuple[Way, ...]) -> None:
        menu = self.more.menu()
        menu.clear()
        menu.setToolTipsVisible(True)
        for way in ways:
            action = menu.addAction(way.text, lambda *_, way=way: way.do())
            action.setToolTip(way.tip or way.text)
            action.setEnabled(way.enabled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.hush_button.setIcon(theme.glyph("hush"))

    def minimumSizeHint(self) -> QSize:
        """Any width: what there is no room for goes."""
        return QSize(0, super().minimumSizeHint().height())


def _text(saying: Saying, index: int) -> str:
    """Of one of its ways."""
    return saying.ways[index].text if index < len(saying.ways) else ""


def cross(tip: str) -> QToolButton:
    """A small × that takes something away."""
    return _sign("×", tip)


def _sign(sign: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button


def _hush() -> QToolButton:
    """No more of this, ever: a bell that is struck out."""
    button = QToolButton()
    button.setIcon(theme.glyph("hush"))
    button.setAccessibleName("Not again")
    return button


def _shot_button() -> QToolButton:
    button = QToolButton()
    lengths.follow(button, setFixedWidth=PICTURE + 8, setFixedHeight=PICTURE + 8)
    theme.set_role(button, "picture")
    return button


def _dress_button(button: QPushButton, way: Way) -> None:
    button.setText(way.text)
    button.setToolTip(way.tip)
    button.setEnabled(way.enabled)


def _dress_shot(button: QToolButton, shot: Shot) -> None:
    button.setIcon(QIcon(shot.picture))
    button.setIconSize(QSize(theme.px(PICTURE), theme.px(PICTURE)))
    button.setToolTip(parted(f"{shot.words[:1].upper()}{shot.words[1:]}. Click to look into it."))
    button.setAccessibleName(shot.words)
