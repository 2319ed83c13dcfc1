"""Asked: stands for the engine where a test looks at what is asked of it, and answers by itself."""


class Asked:
    """Keeps what it is asked; a question's number is its place, from 1."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def ask(self, question: object) -> int:
        """Its number."""
        self.asked.append(question)
        return len(self.asked)

    def cancel(self, channel: str) -> None:
        """Nothing is under way."""
