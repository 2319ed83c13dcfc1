"""ReadingCard: size, colour and fit to choose, and at once what becomes of some of the images."""

from __future__ import annotations

from PySide6.QtCore import Signal

from engine.project.data.own_images import Reading, TestShare
from engine.service.answers import ImagesLook, Wish
from gui.forms.struct_form import StructForm
from gui.importing.before_after import BeforeAfter
from gui.importing.look_words import how_tested, needed, sizes
from gui.pieces.pages.page_cards import Card, words


class ReadingCard(Card):
    """What is chosen holds as long as it can be; a draft that cannot is said under its field.

    reading_changed()   others are chosen, or what is typed cannot be, or can again
    """

    reading_changed = Signal()

    def __init__(self) -> None:
        super().__init__("How they are read")
        self.sizes, self.needed = words("", "caption", wrap=True), words("", "caption", wrap=True)
        self.form = StructForm(Reading, Reading(), columns=2)
        self.strip = BeforeAfter()
        self.test, self.share = words("", "secondary", wrap=True), StructForm(TestShare, TestShare(), columns=2)
        for part in (self.sizes, self.form, self.strip, self.needed, self.test, self.share):
            self.add(part)
        self._look: ImagesLook | None = None
        for form in (self.form, self.share):
            form.edited.connect(lambda *_: self._changed())
            form.drafts_changed.connect(self._changed)

    def show_look(self, look: ImagesLook) -> None:
        """Begins with what is suggested for what was found."""
        self._look = look
        self.form.start(look.suggestion)
        self.share.setVisible(not look.test_found)
        self.sizes.setText(sizes(look))
        self.strip.forget()
        self._changed()

    @property
    def reading(self) -> Reading:
        """As it is chosen."""
        value: Reading = self.form.value
        return value

    @property
    def wish(self) -> Wish:
        """All that is chosen."""
        reading = self.reading
        return Wish((reading.height, reading.width), reading.colour, reading.fit, self.share.value)

    @property
    def valid(self) -> bool:
        """Whether everything that is typed can be."""
        forms = (self.form, self.share) if self.share.isVisibleTo(self) else (self.form,)
        return not any(form.error(name) for form in forms for name in form.fields)

    def _changed(self) -> None:
        if self._look is not None:
            self.needed.setText(needed(self._look, self.reading))
            self.test.setText(how_tested(self._look, self.share.value))
        self.reading_changed.emit()
