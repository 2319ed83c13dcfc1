"""`main.py queue`: what is added, what is told, and what is refused. Working through it: tests/engine/queue."""

import errno

import pytest
from msgspec import structs

from engine.command.queue_news import QueueNews
from engine.project.project import read_project
from engine.queue.entry import Entry, QueueFile, again, held, replaced
from engine.queue.pausing import pause
from engine.queue.queue import Queue
from engine.queue.worker import MOVED, Worker
from tests.engine.command.helpers import refused, told

PAUSED = "1 run is paused: “main.py queue --work --paused” goes on with it, or the window."
WORDS = ("--set=training.batch=16", "--set=data.source=digits")


def test_projects_are_added_with_their_seeds(tmp_path):
    answer = told("queue", "lenet5-sample", "mlp-1", "--seeds=2", *WORDS, "--out", tmp_path, "--json")
    assert answer.status == 0
    added, trained_by = answer.err.splitlines()[-2:]
    assert added == f"4 runs more in the queue of “{tmp_path}”."
    assert trained_by.startswith("Nothing trains them yet: “main.py queue --work” does")
    assert [(one["seed"], one["state"]) for one in answer.figures] == [(0, "waiting"), (1, "waiting")] * 2
    queue = Queue(tmp_path)
    assert {read_project(path).training.batch for path in queue.projects.iterdir()} == {16}


def test_it_is_told_as_a_table(tmp_path):
    told("queue", "lenet5-sample", "--out", tmp_path)
    answer = told("queue", "--out", tmp_path)
    assert answer.out.splitlines()[-1].startswith("LeNet-5 on digits  Adam 0.001     0  waiting")


def test_an_empty_one_says_so(tmp_path):
    answer = told("queue", "--out", tmp_path)
    assert (answer.status, answer.out) == (0, "")
    assert answer.sentence == f"Nothing is in the queue of “{tmp_path}”."
    assert told("queue", "--out", tmp_path, "--json").figures == []


def test_what_cannot_be_trained_is_refused_in_words_and_nothing_is_added(tmp_path):
    words = refused("queue", "lenet5-sample", "--set=training.batch=9000", "--out", tmp_path)
    assert words.startswith("LeNet-5 on digits, Training, Batch size: ")
    assert "no project, recipe or run “lenet6”" in refused("queue", "lenet5-sample", "lenet6", "--out", tmp_path)
    assert "--seeds needs a project" in refused("queue", "--seeds=2", "--out", tmp_path)
    assert not Queue(tmp_path).read().entries


def test_one_that_is_worked_through_is_left_to_that_process(tmp_path):
    queue = Queue(tmp_path)
    queue.folder.mkdir()
    lock = queue.lock()
    lock.acquire()
    answer = told("queue", "--work", "--out", tmp_path)
    lock.release()
    assert answer.status == 0
    assert answer.sentence.startswith("The queue is being worked through already, by process ")


def test_what_came_of_it_is_told_in_a_line_without_a_look_into_any_run(tmp_path, monkeypatch):
    told("queue", "lenet5-sample", "--seeds=3", "--out", tmp_path)

    def work(worker, wait):
        def ended(file):
            first, second, *left = file.entries
            return structs.replace(
                file, entries=(structs.replace(first, state="done"), structs.replace(second, state="failed"), *left)
            )

        Queue(tmp_path).change(ended)

    monkeypatch.setattr(Worker, "work", work)
    answer = told("queue", "--work", "--out", tmp_path)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.splitlines() == [
        "“LeNet-5 on digits”, seed 0: done.", "“LeNet-5 on digits”, seed 1: failed.", "1 done, 1 failed, 1 left.",
    ]  # fmt: skip
    monkeypatch.setattr(Worker, "work", lambda *_: None)
    assert told("queue", "--work", "--out", tmp_path / "none").sentence == "Nothing is left."


def test_a_stopped_queue_says_so_and_goes_on_where_a_person_works_through_it(tmp_path, monkeypatch):
    queue = Queue(tmp_path)
    told("queue", "lenet5-sample", "--out", tmp_path)
    queue.change(lambda file: held(file, on=True))
    assert "The queue is stopped: “main.py queue --work”" in told("queue", "--out", tmp_path).err
    monkeypatch.setattr(Worker, "work", lambda *_: None)
    told("queue", "--work", "--stay-stopped", "--out", tmp_path)
    assert queue.read().held, "as the window's own worker leaves it"
    answer = told("queue", "--work", "--out", tmp_path)
    assert "The queue was stopped, and goes on." in answer.err
    assert not queue.read().held


@pytest.mark.parametrize(
    ("content", "words"), [('{"version": 99}', "newer"), ("{", "The queue cannot be read. It begins anew")]
)
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_one_that_cannot_be_read_is_not_called_empty(content, words, as_json, tmp_path):
    told("queue", "lenet5-sample", "--out", tmp_path)
    Queue(tmp_path).file.write_text(content)
    answer = told("queue", "--out", tmp_path, *as_json)
    assert answer.status == 2
    assert words in answer.err
    assert "Nothing is in the queue" not in answer.err


def test_a_line_tells_that_a_run_begins_and_how_it_ends(tmp_path, monkeypatch):
    told("queue", "lenet5-sample", "--seeds=2", "--out", tmp_path)

    def work(_worker, wait):
        for state in ("running", "done"):
            second = structs.replace(Queue(tmp_path).read().entries[1], state=state)
            Queue(tmp_path).change(lambda file, second=second: replaced(file, second))
            wait(0)

    monkeypatch.setattr(Worker, "work", work)
    lines = told("queue", "--work", "--out", tmp_path).err.splitlines()
    assert lines[:2] == ["“LeNet-5 on digits”, seed 1, trains.", "“LeNet-5 on digits”, seed 1: done."]


def test_lines_tell_two_recipes_of_one_title_and_seed_apart(tmp_path, monkeypatch):
    for rate in ("0.1", "0.2"):
        told("queue", "lenet5-sample", "--set", f"training.optimiser.rate={rate}", "--out", tmp_path)
    told("queue", "mlp-1", "--out", tmp_path)

    def work(_worker, wait):
        for entry in Queue(tmp_path).read().entries:
            done = structs.replace(entry, state="done")
            Queue(tmp_path).change(lambda file, done=done: replaced(file, done))
        wait(0)

    monkeypatch.setattr(Worker, "work", work)
    first, second, other, *_ = told("queue", "--work", "--out", tmp_path).err.splitlines()
    assert first.startswith("“LeNet-5 on digits” · ")
    assert ("0.1" in first, "0.2" in second) == (True, True)
    assert " · " not in other


def test_a_paused_run_is_counted_for_itself(tmp_path, monkeypatch):
    told("queue", "lenet5-sample", "--seeds=2", "--out", tmp_path)
    queue = Queue(tmp_path)
    queue.change(lambda file: replaced(file, structs.replace(file.entries[0], paused=True, run="mine")))
    monkeypatch.setattr(Worker, "work", lambda *_: None)
    answer = told("queue", "--work", "--out", tmp_path)
    assert answer.err.splitlines() == ["1 paused, 1 left.", PAUSED]
    assert PAUSED in told("queue", "--out", tmp_path).err
    assert [one["state"] for one in told("queue", "--out", tmp_path, "--json").figures] == ["paused", "waiting"]


def test_a_stopped_queue_goes_on_also_where_its_worker_is_still_ending_it(tmp_path):
    queue = Queue(tmp_path)
    told("queue", "lenet5-sample", "--out", tmp_path)
    queue.change(lambda file: held(file, on=True))
    lock = queue.lock()
    lock.acquire()
    answer = told("queue", "--work", "--out", tmp_path)
    lock.release()
    assert "goes on" in answer.err
    assert not queue.read().held


def test_what_was_paused_and_cancelled_is_trained_after_all():
    paused = Entry("a", "p.json", "P", 0, state="cancelled", cancelled=True, paused=True)
    assert again(QueueFile((paused,)), {"a"}).waiting


def test_what_was_paused_goes_on_where_that_is_wanted(tmp_path, monkeypatch):
    told("queue", "lenet5-sample", "--out", tmp_path)
    queue = Queue(tmp_path)
    pause(queue, {queue.read().entries[0].id})
    monkeypatch.setattr(Worker, "work", lambda *_: None)
    assert "--paused needs --work." in refused("queue", "--paused", "--out", tmp_path)
    answer = told("queue", "--work", "--paused", "--out", tmp_path)
    assert answer.err.splitlines() == ["Goes on with 1 run that had been paused.", "1 left."]
    assert queue.read().waiting
    assert told("queue", "--work", "--paused", "--out", tmp_path).sentence == "1 left."


def test_of_two_begun_at_once_the_second_leaves_it_to_the_first(tmp_path, monkeypatch):
    told("queue", "lenet5-sample", "--out", tmp_path)
    first = Queue(tmp_path).lock()
    work = Worker.work

    def beaten_to_it(worker, wait):
        first.acquire()
        work(worker, wait)

    monkeypatch.setattr(Worker, "work", beaten_to_it)
    answer = told("queue", "--work", "--out", tmp_path)
    first.release()
    assert (answer.status, answer.sentence[:41]) == (0, "The queue is being worked through already")


def test_what_hinders_it_is_said_and_where_it_cannot_go_on_it_fails(tmp_path, monkeypatch):
    told("queue", "lenet5-sample", "--out", tmp_path)
    monkeypatch.setattr("engine.queue.worker.PROGRAM", tmp_path / "gone.py")
    answer = told("queue", "--work", "--out", tmp_path)
    assert (answer.status, answer.err.splitlines()) == (1, [MOVED, "1 left."])


def test_a_full_disk_ends_it_as_it_ends_a_training(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("engine.queue.queue.write_aside", full)
    answer = told("queue", "lenet5-sample", "--out", tmp_path)
    assert (answer.status, "is full" in answer.err) == (1, True)


BEFORE = Entry("a", "p.json", "P", 3, state="running")
NEWS = {
    "told to end": (BEFORE, {"state": "waiting"}, "stopped, to go on later."),
    "told to end while it stood": (BEFORE, {"state": "waiting", "paused": True}, "stays paused."),
    "it died": (BEFORE, {"state": "waiting", "deaths": 1}, "its process ended; it is tried again."),
    "it died while it stood": (
        BEFORE,
        {"state": "waiting", "deaths": 1, "paused": True},
        "its process ended; it stays paused.",
    ),
    "wanted again": (structs.replace(BEFORE, state="failed"), {"state": "waiting"}, "is to be trained after all."),
    "paused": (BEFORE, {"paused": True}, "paused."),
    "gone on with": (structs.replace(BEFORE, paused=True), {"paused": False}, "goes on."),
}


@pytest.mark.parametrize("name", NEWS)
def test_news_say_what_happened(name, tmp_path, capsys):
    before, change, words = NEWS[name]
    queue = Queue(tmp_path)
    queue.change(lambda _: QueueFile((before,)))
    news = QueueNews(queue)
    queue.change(lambda file: replaced(file, structs.replace(before, **change)))
    news.tell()
    news.tell()
    assert capsys.readouterr().err.splitlines() == [f"“P”, seed 3: {words}"]


def test_what_changes_while_news_are_told_is_told_once(tmp_path, capsys, monkeypatch):
    queue = Queue(tmp_path)
    queue.change(lambda _: QueueFile((structs.replace(BEFORE, state="waiting"),)))
    news, read = QueueNews(queue), queue.read

    def changing():
        found = read()
        queue.change(lambda file: replaced(file, BEFORE))
        return found

    monkeypatch.setattr(queue, "read", changing)
    for _ in range(3):
        news.tell()
    assert capsys.readouterr().err.splitlines() == ["“P”, seed 3, trains."]
