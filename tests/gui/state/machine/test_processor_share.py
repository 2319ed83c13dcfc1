"""The window's share of the processor: views slow down when it is too large, and recover."""

from hypothesis import given
from hypothesis import strategies as st

from engine.service.answers import ImageOf
from engine.service.questions import Explain, Predict
from gui.state.machine.processor_share import FIRST_S, LONGEST_S, OF_ANSWERS, SLOWEST, ProcessorShare


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


def test_answers_of_the_moment_count_as_its_own_work():
    hands = Hands()
    for _ in range(10):
        hands.processor_share.note_answer(Predict(ImageOf("test", 0)), 0.2)
        hands.second(0)
    assert hands.processor_share.factor == SLOWEST
    for _ in range(10):
        hands.processor_share.note_answer(Explain(ImageOf("test", 0), None), 0.2)
        hands.second(0)
    assert hands.processor_share.factor == 1


def known(*followers):
    """Each has had an answer before."""
    hands = Hands()
    for one in followers:
        hands.processor_share.rest(one, 0)
    hands.time += 1
    return hands


def test_whoever_follows_alone_rests_as_long_as_its_answer_wants():
    assert known("why").processor_share.rest("why", 0.1) == 0.1 / OF_ANSWERS


def test_whoever_follows_beside_another_rests_twice_as_long():
    hands = known("why", "map")
    hands.processor_share.rest("map", 1.0)
    assert hands.processor_share.rest("why", 0.1) == 2 * 0.1 / OF_ANSWERS
    hands.time += 1000  # the other one follows no more
    assert hands.processor_share.rest("why", 0.1) == 0.1 / OF_ANSWERS


def test_whoever_is_out_of_sight_leaves_its_part_to_the_others():
    hands = known("why", "map")
    hands.processor_share.rest("map", 20.0)
    hands.processor_share.leave("map")
    assert hands.processor_share.rest("why", 0.1) == 0.1 / OF_ANSWERS


def test_a_first_answer_which_imports_much_does_not_keep_the_second_waiting():
    share = Hands().processor_share
    assert share.rest("why", 1.6) == FIRST_S
    assert share.rest("why", 1.6) == 1.6 / OF_ANSWERS


def test_what_is_asked_beside_a_long_rest_does_not_make_it_count_shorter():
    hands = known("why", "nearest")
    hands.processor_share.rest("nearest", 1.0)
    hands.processor_share.rest("nearest", 0.001)
    hands.time += 40
    assert hands.processor_share.rest("why", 0.1) == 2 * 0.1 / OF_ANSWERS


@given(st.lists(st.floats(0.0, 1000.0), min_size=1, max_size=18))
def test_none_rests_for_longer_than_two_minutes(costs):
    hands = known(*range(len(costs)))
    for _ in range(2):
        rests = [hands.processor_share.rest(who, cost) for who, cost in enumerate(costs)]
    assert max(rests) <= LONGEST_S == 120


COSTS = st.floats(0.001, LONGEST_S * OF_ANSWERS / 6)  # so that none would rest longer than the longest


@given(st.lists(COSTS, min_size=1, max_size=6))
def test_all_who_follow_stay_within_the_share_together(costs):
    hands = known(*range(len(costs)))
    due, spent, end = dict.fromkeys(range(len(costs)), 0.0), 0.0, 100 * max(costs) * len(costs) / OF_ANSWERS
    while min(due.values()) < end:
        who = min(due, key=lambda one: due[one])
        hands.time = max(hands.time, due[who]) + costs[who]
        due[who] = hands.time + hands.processor_share.rest(who, costs[who])
        spent += costs[who]
    assert spent <= 1.1 * OF_ANSWERS * hands.time
