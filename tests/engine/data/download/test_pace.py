"""How far a download is, how fast it goes and how long it still takes, in words."""

from engine.data.download.pace import Pace


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def paced(total=100_000_000):
    clock, told = Clock(), []
    return clock, told, Pace(total, lambda *what: told.append(what), clock)


def test_first_how_far_it_is_then_also_how_fast_and_how_long():
    clock, told, pace = paced()
    pace(20_000_000)
    assert told == [("20 MB of 100 MB", 20_000_000, 100_000_000)]
    clock.now += 2
    pace(30_000_000)
    assert told[-1][0] == "30 MB of 100 MB, 5.0 MB/s, 14 s left"


def test_the_speed_is_that_of_the_last_seconds():
    clock, told, pace = paced()
    for done in (0, 50_000_000, 51_000_000, 52_000_000, 53_000_000):
        pace(done)
        clock.now += 4
    assert told[-1][0] == "53 MB of 100 MB, 0.2 MB/s, 3 min 8 s left"


def test_it_does_not_tell_of_every_byte():
    clock, told, pace = paced()
    for done in range(1000):
        pace(done)
        clock.now += 0.001
    assert len(told) == 5


def test_what_begins_anew_has_a_speed_of_its_own_and_files_add_up():
    clock, told, pace = paced()
    second = pace.after(10_000_000)
    second(40_000_000)
    clock.now += 5
    second(0)
    assert told[-1] == ("10 MB of 100 MB", 10_000_000, 100_000_000)
    clock.now += 2
    second(2_000_000)
    assert told[-1][0] == "12 MB of 100 MB, 1.0 MB/s, 1 min 28 s left"
    pace.say("Unpacking")
    assert told[-1] == ("Unpacking", 12_000_000, 100_000_000)
