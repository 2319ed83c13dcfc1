"""How one weight learns in the run that is being trained, step by step, and in one that has ended."""

import pytest

from engine.errors import RunFolderError
from engine.events import StepsDone
from engine.project.training.optimisers import Adam
from engine.service import questions as q
from tests.engine.service.door import ONE_THREAD, Door, is_state, small

WEIGHT = ("n00002/weight", (3, 400))


def done(step):
    return lambda event: isinstance(event, StepsDone) and int(event.steps[-1]) >= step


def test_each_step_of_a_paused_run_is_foretold(door: Door):
    project = small(40, optimiser=Adam(0.01))
    run = door.service.train(project, ONE_THREAD)
    door.service.pause(run)
    door.until(is_state("paused", run))
    folder = door.service.folder(run)

    def foretold():
        return door.ask(q.ExplainStep(project, folder, None, *WEIGHT))

    before = foretold()
    for _ in range(2):
        door.service.step(run)
        door.until(done(before.step))
        now = foretold()
        assert (now.step, now.before) == (before.step + 1, pytest.approx(before.after, abs=1e-7))
        assert now.lines[-1].value == pytest.approx(now.after, abs=1e-6)
        before = now
    with pytest.raises(RunFolderError, match="not known after step 1:"):  # what is looked back at is not what stands
        door.ask(q.ExplainStep(project, folder, 1, *WEIGHT))
    door.service.stop(run)
    door.ended(run)


def test_of_a_run_that_has_ended_it_is_known_after_its_checkpoints_only(door: Door):
    project = small(20)
    run = door.train(project)
    folder = door.service.folder(run)
    assert door.ask(q.ExplainStep(project, folder, 0, *WEIGHT)).step == 1
    last = door.ask(q.ExplainStep(project, folder, 20, *WEIGHT))
    assert (last.step, last.remark) == (21, "The run has ended here: this is the step that it would take next.")
    with pytest.raises(RunFolderError, match="not known after step 7"):
        door.ask(q.ExplainStep(project, folder, 7, *WEIGHT))


def test_before_a_run_it_is_the_first_step(door: Door):
    found = door.ask(q.ExplainStep(small(), None, 0, *WEIGHT))
    assert (found.step, found.images) == (1, 64)
