"""What another process writes of a run that was read before."""

import pytest

from engine.errors import RunFolderError
from engine.events import Evaluated
from engine.service.runs.followed_run import FollowedRun
from tests.runs_on_disk import add_steps, log, put_run


def test_what_was_written_since_is_told_once(tmp_path):
    folder, followed = put_run(tmp_path, "a", [2.0, 1.0], tested=[(2, 0.5)]), FollowedRun()
    first = followed.news(folder, 2, 2)
    assert len(first.steps.steps) == 0
    assert {event.step for event in first.events} == {2}
    assert followed.news(folder, 2, 2) is None
    add_steps(folder, [0.5, 0.4])
    log(folder, Evaluated("a", 0.0, "test", 2, 4, 0.1, 0.9, (), 0.1))
    found = followed.news(folder, 2, 3)
    assert found.steps.steps.tolist() == [3, 4]
    assert found.seconds.tolist() == pytest.approx([0.01, 0.01])
    assert [event.step for event in found.events] == [4]


def test_another_run_is_looked_at_anew(tmp_path):
    one, other, followed = put_run(tmp_path, "a", [1.0]), put_run(tmp_path, "b", [1.0, 2.0]), FollowedRun()
    assert followed.news(one, 0, 0).run == "a"
    assert followed.news(other, 0, 0).run == "b"


def test_one_that_was_cut_back_has_nothing_further(tmp_path):
    assert len(FollowedRun().news(put_run(tmp_path, "a", [1.0]), 5, 0).steps.steps) == 0


def test_one_that_is_gone_is_said_in_words(tmp_path):
    with pytest.raises(RunFolderError):
        FollowedRun().news(tmp_path / "gone", 0, 0)
