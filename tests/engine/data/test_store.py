"""A store reads a data set once, for all who ask, and keeps what was used last."""

import os
import threading

import pytest

import engine.data.store
from engine.data.store import DataStore
from engine.errors import DataError, Stopped
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.data.sources import Cifar10, FashionMnist, Mnist
from tests.engine.data.sets import put_cifar, put_jpeg, put_mnist


def test_a_store_reads_again_only_when_files_or_source_change(tmp_path):
    raw = put_mnist(tmp_path)
    store = DataStore()
    settings = DataSettings(source=Mnist())
    first = store.get(settings, tmp_path)
    again = store.get(DataSettings(source=Mnist(), validation=ValidationCount(1)), tmp_path)
    assert again.test is first.test
    assert (len(again.train), len(again.validation)) == (2, 1)
    os.utime(raw / "t10k-labels-idx1-ubyte", ns=(1, 1))
    assert store.get(settings, tmp_path).test is not first.test
    assert len(store.get(DataSettings()).train) == 8000
    assert len(store.get(settings, tmp_path).train) == 3


def test_a_store_stays_usable_after_a_refusal(tmp_path):
    store = DataStore()
    store.get(DataSettings())
    with pytest.raises(DataError):
        store.get(DataSettings(source=Mnist()), tmp_path)
    assert len(store.get(DataSettings()).test) == 2000


class Reader:
    """Reads for a store, and waits wherever it is told to; how often each source was read is counted."""

    SECONDS = 60.0

    def __init__(self, read):
        self._read = read
        self.sources: list[str] = []
        self.begun = threading.Semaphore(0)
        self.go, self.stopped = threading.Event(), threading.Event()
        self.fails: list[Exception] = []  # what the next readings come to

    def __call__(self, source, root, progress, stop, budget):
        self.sources.append(source.name)
        self.begun.release()
        while not self.go.wait(0.002):
            if stop is not None and stop():
                self.stopped.set()
                raise Stopped
        if self.fails:
            raise self.fails.pop()
        return self._read(source, root, progress, stop, budget)

    def wait(self):
        assert self.begun.acquire(timeout=self.SECONDS)


class Asking:
    """Somebody who asks a store for images, on a thread of their own."""

    def __init__(self, store, source, root):
        self.given_up = threading.Event()
        self.dataset = self.error = None
        self._ask = lambda: store.get(DataSettings(source=source), root, stop=self.given_up.is_set)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        try:
            self.dataset = self._ask()
        except Exception as error:  # noqa: BLE001  # the test looks at it
            self.error = error

    def done(self):
        self._thread.join(Reader.SECONDS)
        assert not self._thread.is_alive()
        return self.dataset


@pytest.fixture
def reader(monkeypatch):
    reader = Reader(engine.data.store.read)
    monkeypatch.setattr(engine.data.store, "read", reader)
    yield reader
    reader.go.set()


def test_whoever_asks_for_what_another_reads_gets_the_very_same(tmp_path, reader):
    put_mnist(tmp_path)
    store = DataStore()
    first = Asking(store, Mnist(), tmp_path)
    reader.wait()
    others = [Asking(store, Mnist(), tmp_path) for _ in range(4)]
    assert store.kept(DataSettings(source=Mnist()), tmp_path) is None
    reader.go.set()
    train = first.done().train
    assert all(other.done().train is train for other in others)
    assert store.kept(DataSettings(source=Mnist()), tmp_path).train is train
    assert reader.sources == ["MNIST"]


def test_where_the_first_gives_up_the_reading_goes_on_for_the_others(tmp_path, reader):
    put_mnist(tmp_path)
    store = DataStore()
    first = Asking(store, Mnist(), tmp_path)
    reader.wait()
    second = Asking(store, Mnist(), tmp_path)
    first.given_up.set()
    assert first.done() is None
    assert isinstance(first.error, Stopped)
    reader.go.set()
    assert len(second.done().train) == 3
    assert reader.sources == ["MNIST"]


def test_where_all_give_up_the_reading_ends_and_the_next_begins_anew(tmp_path, reader):
    put_mnist(tmp_path)
    store = DataStore()
    first = Asking(store, Mnist(), tmp_path)
    reader.wait()
    first.given_up.set()
    first.done()
    assert reader.stopped.wait(Reader.SECONDS)
    second = Asking(store, Mnist(), tmp_path)
    reader.wait()
    reader.go.set()
    assert len(second.done().train) == 3


def test_who_comes_right_after_the_last_gave_up_goes_on_with_the_same_reading(tmp_path, reader):
    put_mnist(tmp_path)
    store = DataStore()
    first = Asking(store, Mnist(), tmp_path)
    reader.wait()
    first.given_up.set()
    first.done()
    second = Asking(store, Mnist(), tmp_path)
    reader.go.set()
    assert len(second.done().train) == 3
    assert reader.sources == ["MNIST"]


def test_where_the_reading_fails_all_learn_why_and_the_next_tries_anew(tmp_path, reader):
    put_mnist(tmp_path)
    store = DataStore()
    reader.fails.append(MemoryError())
    asking = [Asking(store, Mnist(), tmp_path)]
    reader.wait()
    asking += [Asking(store, Mnist(), tmp_path) for _ in range(2)]
    assert store.kept(DataSettings(source=Mnist()), tmp_path) is None
    reader.go.set()
    assert {type(one.error) for one in asking if one.done() is None} <= {MemoryError}
    assert isinstance(asking[0].error, MemoryError)
    assert len(store.get(DataSettings(source=Mnist()), tmp_path).train) == 3


def test_all_who_wait_hear_how_far_the_one_reading_is(tmp_path):
    put_jpeg(tmp_path)
    store, told = DataStore(), ([], [])
    settings = DataSettings(source=Cifar10())
    threads = [
        threading.Thread(target=store.get, args=(settings, tmp_path, lambda *at, one=one: one.append(at)))
        for one in told
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told[0][-1] == (40, 40)
    assert told[1] == [] or told[1][-1] == (40, 40)  # it may have come when all was read


def test_who_waits_may_give_up_and_the_reading_goes_on(tmp_path, reader):
    put_mnist(tmp_path)
    store = DataStore()
    first = Asking(store, Mnist(), tmp_path)
    reader.wait()
    second = Asking(store, Mnist(), tmp_path)
    second.given_up.set()
    assert second.done() is None
    assert isinstance(second.error, Stopped)
    reader.go.set()
    assert len(first.done().train) == 3


def test_a_store_that_ends_gives_up_what_is_read_whoever_waits_and_reads_nothing_more(tmp_path, reader):
    put_mnist(tmp_path)
    before, store = set(threading.enumerate()), DataStore()
    waiting = Asking(store, Mnist(), tmp_path)
    reader.wait()
    store.end()
    assert waiting.done() is None
    assert isinstance(waiting.error, Stopped)
    assert store.join(lambda: Reader.SECONDS)
    assert set(threading.enumerate()) <= before
    with pytest.raises(Stopped):
        store.get(DataSettings(), tmp_path)


def test_a_reading_that_was_just_left_ends_with_its_store(tmp_path, reader):
    put_mnist(tmp_path)
    before, store = set(threading.enumerate()), DataStore()
    left = Asking(store, Mnist(), tmp_path)
    reader.wait()
    left.given_up.set()
    left.done()
    store.end()
    assert store.join(lambda: Reader.SECONDS)
    assert set(threading.enumerate()) <= before


def test_different_sets_are_read_side_by_side(tmp_path, reader):
    put_mnist(tmp_path)
    put_mnist(tmp_path, "FashionMNIST")
    store = DataStore()
    asking = [Asking(store, source(), tmp_path) for source in (Mnist, FashionMnist)]
    reader.wait()
    reader.wait()  # both have begun before either is done
    reader.go.set()
    assert all(len(one.done().train) == 3 for one in asking)


def test_the_same_set_in_another_folder_is_another(tmp_path):
    for name in "ab":
        put_mnist(tmp_path / name, labels=(1, 2, 3) if name == "a" else (4, 5, 6))
    store = DataStore()
    settings = DataSettings(source=Mnist())
    assert store.get(settings, tmp_path / "a").train.labels.tolist() == [1, 2, 3]
    assert store.kept(settings, tmp_path / "b") is None
    assert store.get(settings, tmp_path / "b").train.labels.tolist() == [4, 5, 6]
    assert store.kept(settings, tmp_path / "a").train.labels.tolist() == [1, 2, 3]


def test_what_is_kept_is_given_at_once_or_not_at_all(tmp_path, reader):
    raw = put_mnist(tmp_path)
    reader.go.set()
    store, settings = DataStore(), DataSettings(source=Mnist())
    with pytest.raises(DataError):
        store.kept(settings, tmp_path / "nowhere")
    assert store.kept(settings, tmp_path) is None
    read = store.get(settings, tmp_path)
    assert store.kept(settings, tmp_path) is read
    other = store.kept(DataSettings(source=Mnist(), validation=ValidationCount(1)), tmp_path)
    assert (other.test, len(other.train)) == (read.test, 2)
    os.utime(raw / "t10k-labels-idx1-ubyte", ns=(1, 1))
    assert store.kept(settings, tmp_path) is None
    assert reader.sources == ["MNIST"]


def test_at_most_two_sets_are_kept_and_those_used_last(tmp_path, reader):
    put_mnist(tmp_path)
    put_mnist(tmp_path, "FashionMNIST")
    put_cifar(tmp_path)
    reader.go.set()
    store = DataStore()
    mnist, fashion, cifar = (DataSettings(source=source()) for source in (Mnist, FashionMnist, Cifar10))
    for settings in (mnist, fashion, mnist, cifar):
        store.get(settings, tmp_path)
    assert [store.kept(settings, tmp_path) is not None for settings in (mnist, fashion, cifar)] == [True, False, True]
    store.get(fashion, tmp_path)
    assert [store.kept(settings, tmp_path) is not None for settings in (mnist, fashion, cifar)] == [False, True, True]
    assert reader.sources == ["MNIST", "Fashion-MNIST", "CIFAR-10", "Fashion-MNIST"]


def test_many_threads_ask_at_random_and_each_set_is_read_once(tmp_path, reader):
    put_mnist(tmp_path)
    put_mnist(tmp_path, "FashionMNIST")
    reader.go.set()
    store = DataStore()
    asking = [Asking(store, (Mnist, FashionMnist)[number % 2](), tmp_path) for number in range(24)]
    found = [one.done() for one in asking]
    assert len({id(one.train) for one in found}) == 2
    assert sorted(reader.sources) == ["Fashion-MNIST", "MNIST"]
