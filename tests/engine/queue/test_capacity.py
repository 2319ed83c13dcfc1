"""How many runs a machine carries, and what of it each gets."""

from hypothesis import given
from hypothesis import strategies as st

from engine.project.recipes import read_recipe
from engine.queue.capacity import Load, Room, threads_for
from engine.queue.needs import load_of

SMALL = Load(1)


def begun(room, waiting, load=SMALL):
    """The threads of all that are begun at once."""
    running = []
    while waiting and (threads := threads_for(room, running, load, waiting)) is not None:
        running.append(Load(load.bytes, threads, load.on_gpu))
        waiting -= 1
    return [one.threads for one in running]


@given(st.integers(1, 128), st.integers(1, 200), st.integers(1, 50), st.integers(1, 1000), st.booleans())
def test_never_more_than_there_is_and_one_at_least(cores, waiting, size, memory, on_gpu):
    found = begun(Room(cores, memory), waiting, Load(size, on_gpu=on_gpu))
    assert 1 <= len(found) <= waiting
    assert sum(found) <= cores
    assert len(found) == 1 or len(found) * size <= memory


def test_cores_are_shared_by_those_that_wait():
    assert begun(Room(8, 100), 1) == [8]
    assert begun(Room(8, 100), 2) == [4, 4]
    assert begun(Room(8, 100), 3) == [2, 3, 3]
    assert begun(Room(2, 100), 5) == [1, 1]


def test_memory_bounds_them():
    assert len(begun(Room(8, 100), 8, Load(30))) == 3
    assert begun(Room(8, 10), 8, Load(30)) == [1], "it says itself whether it fits"


def test_a_gpu_is_one_runs_at_a_time():
    assert begun(Room(8, 100), 3, Load(1, on_gpu=True)) == [8]


def test_what_a_network_needs():
    small, large = (load_of(read_recipe(name), "cpu") for name in ("lenet5-sample", "resnet-20-cifar10"))
    assert 4e8 < small.bytes < large.bytes
    assert not small.on_gpu
    assert load_of(read_recipe("lenet5-sample"), "cuda").on_gpu
