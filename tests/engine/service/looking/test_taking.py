"""What looks share: the memory for copies of the network, and the thread that copies."""

import threading
import time
from unittest import mock

import pytest

from engine.errors import DeviceError
from engine.events import Progress, Reply
from engine.inspection.robustness.distortions import Noise
from engine.machine import memory
from engine.machine.reservations import LOOKS, Reservations
from engine.network.layers import Conv2d, Flatten, Linear, ReLU
from engine.network.network import Network
from engine.network.nodes import Node
from engine.service import questions as q
from engine.service.answers import ImageOf
from engine.service.long_tasks import WAITS, Task
from engine.service.looking import taking
from engine.service.looking.images import embeddings
from engine.service.model.not_read import NotRead
from engine.service.moments import Moments
from engine.typed.document import changed
from tests.engine.service.door import SECONDS, small

FREE = 10**9
ALL = int(FREE * memory.RESERVE)
WORK = 0.02  # seconds of a processor
NODES = (Conv2d(4, (5, 5), (4, 4)), ReLU(), Flatten(), Linear("classes"))
NETWORK = Network(tuple(Node(f"n{at:05}", op) for at, op in enumerate(NODES)))
FIRST, A_DIGIT = "n00000", ImageOf("test", 3)


@pytest.fixture
def shown(door, monkeypatch):
    monkeypatch.setattr(memory, "free_memory", lambda: FREE)
    door.ask(q.ShowProject(changed(small(), network=NETWORK)))
    return door


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        (q.EmbedImages(300, "PCA"), "points"),
        (q.MeasureRobustness("rotation"), "looks"),
        (q.RankChannels(FIRST), "channels"),
        (q.MakeImage(FIRST, 0), "steps"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_look_that_waits_for_memory_says_so_where_it_says_how_far_it_is(shown, question, unit):
    with LOOKS.hold(ALL, "To look at many images"):
        request = shown.service.ask(question)
        told = shown.until(lambda event: isinstance(event, Progress) and event.doing == WAITS)
        assert (told.unit, told.total, told.run) == (unit, 0, "")
        assert request not in shown.replies
    assert shown.answer(request) is not None


def test_images_that_wait_for_memory_say_so_too(shown):
    """What the network makes of them takes more than a copy of it."""
    copy = 10**6
    with LOOKS.hold(ALL - copy, "To look at many images"):
        request = shown.service.ask(q.EmbedImages(1000, "PCA"))
        told = shown.until(lambda event: isinstance(event, Progress) and event.doing == WAITS)
        assert told.unit == "points"
    assert shown.answer(request).points.shape == (1000, 2)


def test_what_needs_no_copy_of_the_network_waits_for_no_memory(shown):
    shown.ask(q.FindNearest(A_DIGIT, anew=True))
    with LOOKS.hold(ALL, "To look at many images"):
        assert shown.ask(q.ReadEmbedded((3, 5), 28)).shape[0] == 2
        assert shown.ask(q.ReadDistorted(Noise(50), (3, 5), 28)).shape[0] == 2
        assert shown.ask(q.FindNearest(A_DIGIT, anew=False)).image == A_DIGIT


def test_a_layout_leaves_others_the_memory_of_its_copy(shown, monkeypatch):
    found = []

    def others() -> None:
        try:
            with LOOKS.hold(ALL, "To look at many images"):
                found.append("room")
        except DeviceError as error:
            found.append(error)

    def slow(features, begin, tell):
        thread = threading.Thread(target=others)
        thread.start()
        thread.join()
        return begin

    monkeypatch.setattr(embeddings, "tsne", slow)
    shown.ask(q.EmbedImages(300, "t-SNE"))
    assert found == ["room"]


def test_while_images_are_read_others_have_the_memory(monkeypatch):
    """Reading may take minutes, and the copy is made of what is shown by then."""
    held = Reservations()
    monkeypatch.setattr(memory, "free_memory", lambda: FREE)
    monkeypatch.setattr(taking, "LOOKS", held)
    monkeypatch.setattr(taking, "read", lambda *_: free.append(not held._held.total()))
    free, answers = list[bool](), iter([NotRead(small().data, None), "copy"])

    def take(_) -> str:
        answer = next(answers)
        if isinstance(answer, NotRead):
            raise answer
        return answer

    moments, shown = Moments(lambda _: None), mock.Mock(sizes=mock.Mock(parameters=10**6, activations=10**4))
    replies: list[Reply] = []
    looks = taking.Taking(mock.Mock(), moments, lambda: shown)
    Task(1, lambda task: (looks.copied(take, task), bool(held._held.total())), replies.append).run()
    moments.end()
    assert moments.join(SECONDS)
    assert (replies[0].result, free) == (("copy", True), [True])
    assert not held._held.total()


def test_what_the_thread_of_the_moments_does_for_a_look_counts_as_the_looks_own():
    def work() -> mock.Mock:
        begun = time.thread_time()
        while time.thread_time() - begun < WORK:
            pass
        return mock.Mock()

    replies: list[Reply] = []
    moments = Moments(lambda _: None)
    looks = taking.Taking(mock.Mock(), moments, work)
    Task(1, lambda task: looks.taken(lambda _: "taken", task), replies.append).run()
    moments.end()
    assert moments.join(SECONDS)
    assert replies[0].result == "taken"
    assert replies[0].seconds >= WORK
