"""Help sections: the help page, cut where its headings are."""

from __future__ import annotations

from dataclasses import dataclass

from engine.files import RESOURCES

HELP = RESOURCES / "help.md"


@dataclass(frozen=True)
class Section:
    """One page of the help: its title, and its text in Markdown."""

    title: str
    text: str

    def holds(self, words: str) -> bool:
        """Whether all of these words stand in it, in any case."""
        whole = f"{self.title}\n{self.text}".lower()
        return all(word in whole for word in words.lower().split())


def help_sections() -> tuple[Section, ...]:
    """All of `resources/help.md`, in its order."""
    _, *parts = HELP.read_text(encoding="utf-8").split("\n## ")
    return tuple(Section(title.strip(), text.strip()) for title, _, text in (part.partition("\n") for part in parts))
