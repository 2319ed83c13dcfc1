"""Memory: absurd values are told with what they would take."""

import pytest

from engine.analysis.analysis import analyse
from engine.analysis.memory_in_words import wanted
from engine.network import layers
from engine.network.shapes import spoken_bytes
from tests.engine.network.stacks import stack


@pytest.mark.parametrize(
    ("op", "shape", "field", "value", "said"),
    [
        (layers.Conv2d(6, (5, 5)), (3, 32, 32), "filters", 10**9, "300 GB"),
        (layers.Conv2d(64), (64, 8, 8), "kernel", (40_960, 40_960), "27 TB"),
        (layers.Linear(10), (400,), "units", 10**9, "1.6 TB"),
        (layers.Conv2d(6), None, "filters", 10**9, "36 GB"),
        (layers.Conv2d(6), (3, 32, 32), "filters", 5000, ""),
        (layers.Conv2d(6), (3, 32, 32), "filters", -5, ""),
        (layers.Conv2d(6), (3, 32, 32), "filters", "many", ""),
        (layers.ReLU(), (3, 32, 32), "slope", 10**12, ""),
    ],
)
def test_what_a_value_would_take(op, shape, field, value, said):
    found = wanted(op, shape, 10, field, value)
    assert found == (f"Its weights alone would take {said}." if said else "")


def test_within_bounds_but_too_large_is_a_problem_that_names_the_memory():
    network = stack(layers.Conv2d(4096, (3, 3), padding="same"), layers.Conv2d(4096, (255, 255), padding="same"))
    (problem,) = analyse(network, (3, 32, 32), 10).problems
    assert problem.kind == "too large"
    assert "4.4 TB of memory" in problem.why


@pytest.mark.parametrize(
    ("count", "said"), [(73_000, "73 kB"), (5e6, "5.0 MB"), (999.9e6, "1.0 GB"), (36e9, "36 GB"), (2e15, "2 PB")]
)
def test_bytes_are_spoken(count, said):
    assert spoken_bytes(count) == said
