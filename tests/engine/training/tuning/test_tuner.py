"""The tuner on a real network: what it says of results holds, nothing is learned, and its best is what runs take."""

from contextlib import closing

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.data.store import load
from engine.errors import InputError, Stopped
from engine.events import Noted
from engine.machine.devices import Machine
from engine.machine.setup import Setup
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.project import with_facts
from engine.project.training.budgets import Steps
from engine.project.training.optimisers import Adam
from engine.project.training.precision import with_precision
from engine.runs.environment import read_environment
from engine.training.steps.conditions import untuned
from engine.training.steps.one_at_a_time import alone
from engine.training.tuning import chosen_precision, proof, race, remembered, tuner
from engine.training.tuning.bench import Bench
from engine.training.tuning.chosen_precision import lowered
from engine.training.tuning.contest import Asked
from engine.training.tuning.limit import limit
from engine.training.tuning.proof import unproven
from engine.training.tuning.tuned import KnownSetup
from engine.training.tuning.tuner import known_setup, tune
from tests.engine.training.small import EVERYTHING, PLAIN, equal, project, session, tensors, train, train_to
from tests.engine.training.tuning.fakes import all_win, none_wins

CPU = torch.device("cpu")
LOW = Setup(1, "channels_last", "bfloat16")
FIRST = Setup(2, "contiguous_format")
TWO = Setup(2, "channels_last")
LOWER_ALLOWED = Machine("cpu", lower_precision=True)


def told(*_):
    pass


def never():
    return False


@pytest.fixture(autouse=True)
def _quick(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.machine.kept_file.state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(remembered, "_unwritten", {})
    monkeypatch.setattr(race, "BLOCK", 0.01)
    for module in (tuner, remembered):
        monkeypatch.setattr(module, "thread_counts", lambda: (1, 2))
    before = torch.get_num_threads()
    yield
    assert torch.get_num_threads() == before


@pytest.fixture
def known(monkeypatch):
    """Says that a setup was found for whatever is trained."""

    def say(setup):
        lower = None if setup.precision == "float32" else setup
        found = KnownSetup(replace(setup, precision="float32"), "tuned", lower=lower)
        monkeypatch.setattr("engine.training.tuning.thread_choice.remembered", lambda _: found)

    return say


@pytest.fixture
def works(monkeypatch):
    """A lower precision works here, which no process needs to prove."""
    monkeypatch.setattr(chosen_precision, "unproven", lambda *_: "")


def digits(*ops, **training):
    made = project(*(ops or PLAIN), **training)
    dataset = load(made.data)
    return with_facts(made, dataset.facts), dataset


def test_the_best_is_what_the_next_run_takes_and_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(tuner.Race, "winners", all_win)
    what, dataset = digits(budget=Steps(3))
    tuned = tune(what, dataset, Machine("cpu"), told, never)
    assert known_setup(what, Machine("cpu")) == KnownSetup(tuned.best, "tuned")
    made, listener = train(what, tmp_path, machine=Machine("cpu"))
    environment = read_environment(made.folder.environment_file)
    assert (environment.setup_by, environment.threads) == ("tuned", tuned.best.threads)
    assert environment.memory_format == tuned.best.memory_format
    said = [event.what for event in listener.of(Noted)]
    assert said == ([] if tuned.best == tuned.usual else [f"Trains as it was tuned: {tuned.best.words}."])


class TestWhatRunsTakeNow:
    """It takes part, is compared with, and stays where nothing is faster."""

    @pytest.fixture
    def made(self):
        return digits(budget=Steps(3))

    def knows(self, what, known):
        remembered.remember(remembered.found_for(what, CPU, beside_window=False), known)

    def test_nothing_found_leaves_it_as_it_is(self, made, monkeypatch):
        monkeypatch.setattr(tuner.Race, "winners", none_wins)
        self.knows(made[0], KnownSetup(TWO, "measured", lower=LOW))
        tuned = tune(*made, Machine("cpu"), told, never)
        assert (tuned.usual, tuned.best, tuned.faster) == (TWO, TWO, False)
        assert known_setup(made[0], Machine("cpu")).setup == TWO
        assert known_setup(with_precision(made[0], "bfloat16"), Machine("cpu")).setup == LOW

    def test_nothing_found_where_nothing_was_known_is_remembered_too(self, made, monkeypatch):
        monkeypatch.setattr(tuner.Race, "winners", none_wins)
        tune(*made, Machine("cpu"), told, never)
        assert known_setup(made[0], Machine("cpu")) == KnownSetup(untuned(CPU), "tuned")

    def test_others_are_compared_with_it(self, made):
        self.knows(made[0], KnownSetup(TWO, "measured"))
        tuned = tune(*made, Machine("cpu"), told, never)
        assert [row.setup for row in tuned.rows if tuned.words_of(row).endswith(": as it is now")] == [TWO]

    @pytest.mark.parametrize("wins", [True, False])
    def test_the_best_in_full_precision_is_remembered_beside_a_lower_one(self, made, monkeypatch, wins):
        monkeypatch.setattr(tuner, "unproven", lambda *_: "")
        lower = replace(FIRST, precision="bfloat16")

        def raced(race, *_, **__):
            race.round([FIRST, lower])
            return [FIRST, lower] if wins else []

        monkeypatch.setattr(tuner, "_raced", raced)
        monkeypatch.setattr(tuner.Race, "_times", lambda _, setup: 2.0 if setup.precision != "float32" else 1.5)
        self.knows(made[0], KnownSetup(TWO, "measured", lower=LOW))
        tuned = tune(*made, LOWER_ALLOWED, told, never)
        assert tuned.best == (lower if wins else TWO)
        assert known_setup(made[0], Machine("cpu")).setup == (FIRST if wins else TWO)
        assert tuned.lowered == ("bfloat16" if wins else None)
        in_lower = with_precision(made[0], "bfloat16")
        assert known_setup(in_lower, Machine("cpu")).setup == (lower if wins else replace(TWO, precision="bfloat16"))
        assert lowered(made[0], Machine("cpu")) == (in_lower if wins else made[0])

    @pytest.mark.usefixtures("works")
    def test_a_recipe_of_a_lower_precision_is_tried_in_it_and_leaves_the_other_alone(self, made, monkeypatch):
        monkeypatch.setattr(tuner.Race, "winners", none_wins)
        self.knows(made[0], KnownSetup(TWO, "tuned"))
        in_lower = with_precision(made[0], "bfloat16")
        tuned = tune(in_lower, made[1], LOWER_ALLOWED, told, never)
        assert {row.setup.precision for row in tuned.rows} == {"bfloat16"}
        assert (tuned.usual, tuned.lowered) == (replace(TWO, precision="bfloat16"), None)
        assert known_setup(in_lower, Machine("cpu")).setup == tuned.best
        assert known_setup(made[0], Machine("cpu")).setup == TWO


def test_threads_that_are_given_win_over_what_was_tuned(tmp_path, known):
    known(LOW)
    made, _ = train(digits(budget=Steps(3))[0], tmp_path, machine=Machine("cpu", 1))
    environment = read_environment(made.folder.environment_file)
    assert (environment.setup_by, environment.precision) == ("given", "float32")


def test_it_learns_nothing_and_changes_no_run(tmp_path):
    what, dataset = digits(*EVERYTHING, budget=Steps(6))
    before, _ = train(what, tmp_path)
    tune(what, dataset, Machine("cpu"), told, never)
    after, _ = train(what, tmp_path)
    assert equal(tensors(before.folder), tensors(after.folder))


@pytest.mark.parametrize(
    "setup", [FIRST, Setup(1, "channels_last", optimiser_form="foreach"), Setup(2, "channels_last")]
)
def test_full_precision_comes_to_the_same_but_for_rounding(tmp_path, known, setup):
    what, dataset = digits(*EVERYTHING, optimiser=Adam(), budget=Steps(20))
    untuned_run, _ = train(what, tmp_path)
    known(setup)
    tuned_run, _ = train(what, tmp_path, machine=Machine("cpu"))
    assert read_environment(tuned_run.folder.environment_file).setup_by == "tuned"
    with closing(Bench(what, dataset, CPU, untuned(CPU, 1))) as bench:
        first = bench.first_steps(setup).results(bench.first_steps(untuned(CPU, 1)), lower=False)
    torch.set_num_threads(1)
    assert first in ("bit for bit", "within rounding")
    losses = [run.folder.result().train_loss for run in (untuned_run, tuned_run)]
    assert losses[0] == pytest.approx(losses[1], rel=1e-3)


@pytest.mark.usefixtures("works")
class TestLowerPrecision:
    def test_the_recipe_alone_decides_it_whatever_the_machine_allows(self, tmp_path):
        what, _ = digits(budget=Steps(3))
        key = remembered.found_for(what, CPU, beside_window=False)
        remembered.remember(key, KnownSetup(TWO, "tuned", lower=LOW))
        for machine in (Machine("cpu"), LOWER_ALLOWED):
            for precision in ("float32", "bfloat16"):
                made, _ = train(with_precision(what, precision), tmp_path, machine=machine)
                assert read_environment(made.folder.environment_file).precision == precision
                assert known_setup(with_precision(what, precision), machine).setup.precision == precision

    def test_nothing_lower_is_tried_without_permission(self, monkeypatch):
        monkeypatch.setattr(tuner, "unproven", lambda *_: "")
        tuned = tune(*digits(), Machine("cpu"), told, never)
        assert {row.setup.precision for row in tuned.rows} == {"float32"}

    def test_a_run_says_so_keeps_float32_weights_and_learns(self, tmp_path, known):
        known(LOW)
        made, _ = train(digits(budget=Steps(60), precision="bfloat16")[0], tmp_path, machine=Machine("cpu"))
        environment = read_environment(made.folder.environment_file)
        assert (environment.precision, environment.setup_by) == ("bfloat16", "tuned")
        found = tensors(made.folder)
        assert {array.dtype for array in found.values()} == {np.dtype("float32")}
        full, _ = train(digits(budget=Steps(60))[0], tmp_path)
        assert not equal(found, tensors(full.folder))
        assert made.result.test_accuracy == pytest.approx(full.result.test_accuracy, abs=0.05)

    def test_one_that_goes_on_equals_the_unbroken_one_bit_for_bit(self, tmp_path, known):
        known(LOW)
        what = digits(*EVERYTHING, optimiser=Adam(), precision="bfloat16")[0]
        whole, _ = train(what, tmp_path, machine=LOWER_ALLOWED)
        begun, _ = train_to(what, 7, tmp_path, machine=LOWER_ALLOWED)
        again, _ = train(what, tmp_path, begun.folder, resume=True, machine=LOWER_ALLOWED)
        assert again.error is None
        assert equal(tensors(again.folder), tensors(whole.folder))

    def test_rounded_weights_are_those_of_the_step(self, tmp_path, known):
        """An autocast that keeps them would train on the first weights for ever."""
        known(LOW)
        made, _ = train(digits(budget=Steps(160), precision="bfloat16")[0], tmp_path, machine=Machine("cpu"))
        full, _ = train(digits(budget=Steps(160))[0], tmp_path)
        assert made.result.train_loss == pytest.approx(full.result.train_loss, rel=0.05)

    @pytest.mark.slow
    def test_it_is_tried_after_another_process_has_lived_through_it(self, monkeypatch):
        monkeypatch.setattr(proof, "SECONDS", 100.0)
        what, dataset = digits()
        tuned = tune(what, dataset, LOWER_ALLOWED, told, never)
        assert tuned.passed_over == ()
        assert "bfloat16" in {row.setup.precision for row in tuned.rows}

    @pytest.mark.parametrize(
        ("program", "words"), [("import os; os.abort()", "does not work"), ("import time; time.sleep(60)", "too long")]
    )
    def test_a_process_that_dies_or_takes_too_long_is_told_in_words(self, monkeypatch, program, words):
        monkeypatch.setattr(proof, "WORDS", ("-c", program))
        monkeypatch.setattr(proof, "SECONDS", 60.0 if "abort" in program else 0.2)
        sentence = unproven(digits()[0], LOW, CPU, Asked())
        assert sentence.startswith("bfloat16 was not tried: ")
        assert words in sentence

    def test_it_ends_when_told_to(self, monkeypatch):
        monkeypatch.setattr(proof, "WORDS", ("-c", "import time; time.sleep(60)"))
        with pytest.raises(Stopped):
            unproven(digits()[0], LOW, CPU, Asked(stopped=lambda: True))

    def test_once_it_was_lived_through_no_further_process_is_needed(self, monkeypatch):
        monkeypatch.setattr(proof, "SECONDS", 60.0)
        monkeypatch.setattr(proof, "WORDS", ("-c", ""))
        assert unproven(digits()[0], LOW, CPU, Asked()) == ""
        monkeypatch.setattr(proof, "WORDS", ("-c", "import os; os.abort()"))
        assert unproven(digits(batch=64)[0], LOW, CPU, Asked()) == ""
        remembered.remember("a key", KnownSetup(LOW, "tuned"))  # which leaves it as it is
        assert unproven(digits()[0], LOW, CPU, Asked()) == ""
        assert "does not work" in unproven(digits(*EVERYTHING)[0], LOW, CPU, Asked())  # other kinds of layers
        assert "does not work" in unproven(digits(*EVERYTHING)[0], LOW, CPU, Asked())  # and that is not remembered


def test_nothing_is_tried_beside_what_is_tried():
    what, dataset = digits()
    with alone(), pytest.raises(InputError, match="tried in this process already"):
        tune(what, dataset, Machine("cpu"), told, never)


def test_a_run_waits_until_nothing_is_tried(tmp_path):
    with alone():
        made, listener = session(digits(budget=Steps(2))[0], tmp_path)
        made.start()
        assert not made.join(0.05)
        assert not listener.events
    assert made.join(60)


def test_stopped_it_remembers_nothing():
    what, dataset = digits()
    with pytest.raises(Stopped):
        tune(what, dataset, Machine("cpu"), told, lambda: True)
    assert known_setup(what, Machine("cpu")) is None


def test_where_the_disk_takes_nothing_it_lasts_as_long_as_the_process(monkeypatch):
    def full(*_):
        raise OSError

    monkeypatch.setattr("engine.machine.kept_file.write_aside", full)
    remembered.remember("a key", KnownSetup(LOW, "tuned"))
    assert remembered.remembered("a key").setup == LOW
    remembered.forget("a key")
    assert remembered.remembered("a key") is None


class TakesSoLong:
    """A bench of which it is known what a step of so many images takes, and what feeding the first of these."""

    device = CPU

    def __init__(self, seconds, feeding):
        self.batch, self.seconds, self.feeding = next(iter(seconds)), seconds, feeding

    def feeding_seconds(self, *_):
        return self.feeding

    def part_seconds(self, _, batch, __):
        return self.seconds[batch]


@pytest.mark.parametrize(
    ("feeding", "half", "moving", "possible", "found"),
    [
        (0.9, 0.5, 0.0, 1e3, "data"),
        (0.1, 0.9, 0.1, 1e3, "dispatch"),
        (0.1, 0.9, 0.6, 1e3, "memory"),  # of the weights
        (0.1, 0.5, 0.0, 1e30, "memory"),
        (0.1, 0.5, 0.0, 1e3, "arithmetic"),
    ],
)
def test_what_takes_most_of_a_step_is_the_limit(monkeypatch, feeding, half, moving, possible, found):
    monkeypatch.setattr("engine.training.tuning.limit._moving", lambda *_: moving)
    monkeypatch.setattr("engine.training.tuning.limit._possible", lambda *_: possible)
    assert limit(TakesSoLong({500: 1.0, 250: half}, feeding), digits()[0], LOW) == found


@pytest.mark.parametrize(("batch", "other"), [(50, 25), (3, 6), (2, 4)])
def test_a_part_of_the_batch_tells_what_limits_all_of_it(monkeypatch, batch, other):
    """Of few images much of a step is the same for any batch; of the 500 that are trained on it is little."""
    monkeypatch.setattr("engine.training.tuning.limit._possible", lambda *_: 1e30)
    seconds = {count: 1.0 + count / batch for count in (batch, other)}
    assert limit(TakesSoLong(seconds, 0.0), digits()[0], LOW) == "memory"
    assert limit(TakesSoLong(seconds, 1.0), digits()[0], LOW) == "data"


def test_a_small_batch_is_held_up_by_starting_operations():
    assert limit(TakesSoLong({2: 1.0, 4: 1.1}, 0.0), digits(batch=2)[0], LOW) == "dispatch"


def test_what_is_measured_of_a_step_is_plausible():
    what, dataset = digits()
    bench = Bench(what, dataset, CPU, untuned(CPU, 1))
    step = bench.batch / bench.block(untuned(CPU, 1), 0.05)
    assert 0 < bench.feeding_seconds(untuned(CPU, 1), 0.0) < 50 * step
    assert 0 < bench.part_seconds(untuned(CPU, 1), bench.batch // 2, 0.0) < 50 * step
    torch.set_num_threads(1)


def test_images_kept_back_are_not_trained_on():
    made = project(data=DataSettings(validation=ValidationCount(7990)), batch=4)
    dataset = load(made.data)
    bench = Bench(with_facts(made, dataset.facts), dataset, CPU, untuned(CPU, 1))
    assert bench.block(untuned(CPU, 1), 0.0) > 0
    torch.set_num_threads(1)
