"""The window's share of the processor: views slow down when it is too large, and recover."""

from gui.state.machine.processor_share import SLOWEST, ProcessorShare


class Hands:
    """Two clocks that are set by hand."""

    def __init__(self) -> None:
        self.time = self.worked = 0.0
        self.processor_share = ProcessorShare(lambda: self.time, lambda: self.worked)

    def second(self, worked: float) -> float:
        """A second passes, of which the thread worked so much."""
        self.time += 1
        self.worked += worked
        self.processor_share.look()
        return self.processor_share.factor


def test_it_slows_while_the_window_works_too_much_and_recovers():
    hands = Hands()
    slowed = [hands.second(0.2) for _ in range(10)]
    assert slowed == sorted(slowed)
    assert slowed[-1] == SLOWEST
    assert [hands.second(0.01) for _ in range(10)][-1] == 1


def test_it_judges_whole_seconds_only():
    hands = Hands()
    for _ in range(5):
        hands.time, hands.worked = hands.time + 0.1, hands.worked + 0.1
        hands.processor_share.look()
    assert hands.processor_share.factor == 1
