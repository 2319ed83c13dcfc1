"""What a run makes of the figures of its epochs: a lower rate, an early end, its best step; never by test images."""

import torch

from engine.events import Evaluated, Finished, Noted
from engine.library.looking.trained import trained
from engine.model.weights import named_tensors
from engine.project.data.data_settings import DataSettings, NoValidation, ValidationCount
from engine.project.training.budgets import Epochs
from engine.project.training.optimisers import Sgd
from engine.project.training.rate.schedules import OnPlateau, WarmUp
from engine.project.training.watching import EarlyStopping, KeepBest
from engine.runs.collection.lightening import lighten
from engine.runs.kept.snapshots import Snapshots
from engine.runs.logs import read_steps
from tests.engine.training.small import equal, project, train, train_to

STILL = Sgd(1e-7, 0.0)  # moves nothing, so that no figure becomes better after the first epoch
EACH = 8  # steps an epoch
KEPT_BACK = ValidationCount(400)


def told(validation=KEPT_BACK, **training):
    return project(data=DataSettings(share=0.5, validation=validation), **{"budget": Epochs(6), **training})


def rates(folder):
    return read_steps(folder.steps_file)["rate"].tolist()


def notes(listener):
    first, *others = [event.what for event in listener.of(Noted)]
    assert first.startswith("50 % of the training images are used")
    return others


def test_the_rate_falls_as_torchs_scheduler_says_of_the_validation_figures(tmp_path):
    schedule = OnPlateau("loss", 0.5, patience=0, threshold=0.2)
    made, listener = train(told(schedule=schedule, warm_up=WarmUp(3, "step", 0.1)), tmp_path)
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.05)
    theirs = torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser, "min", 0.5, 0, 0.2)
    expected = []
    for event in listener.of(Evaluated):
        if event.split == "validation":
            expected += [optimiser.param_groups[0]["lr"]] * EACH
            theirs.step(event.loss)
    found = read_steps(made.folder.steps_file)["rate"]
    assert found[3:].tolist() == torch.tensor(expected, dtype=torch.float32)[3:].tolist()
    assert found[0] < found[1] < found[2] < found[3]
    assert len(set(expected)) > 1
    assert f"The validation loss has not fallen: the learning rate is {expected[-1]:g} from here on." in notes(listener)


def test_without_validation_the_schedule_watches_the_training_and_says_so(tmp_path):
    schedule = OnPlateau("accuracy", 0.5, patience=1)
    made, listener = train(told(NoValidation(), schedule=schedule, optimiser=STILL), tmp_path)
    assert notes(listener)[0] == (
        "No images are kept back for validation, so the schedule watches the accuracy of the training."
    )
    assert "The training accuracy has not risen" in notes(listener)[1]
    assert min(rates(made.folder)) < 1e-7


def test_it_ends_early_and_goes_on_when_somebody_wants_it_to(tmp_path):
    what = told(optimiser=STILL, early_stopping=EarlyStopping("accuracy", 2))
    made, listener = train(what, tmp_path)
    assert (made.result.stopped_by, made.result.epochs) == ("patience", 3)
    assert listener.of(Finished)[0].stopped_by == "patience"
    assert made.result.test_accuracy is not None
    assert "The validation accuracy has not risen for 2 epochs: the run ends early." in notes(listener)
    again, _ = train(what, tmp_path, made.folder, resume=True)
    assert (again.result.stopped_by, again.result.epochs) == ("patience", 5)
    last, _ = train(what, tmp_path, made.folder, resume=True)
    assert (last.result.stopped_by, last.result.epochs) == ("budget", 6)


def test_patience_that_ran_out_with_the_last_epoch_begins_anew_when_it_trains_on(tmp_path):
    early = {"optimiser": STILL, "early_stopping": EarlyStopping("accuracy", 2)}
    made, listener = train(told(budget=Epochs(3), **early), tmp_path)
    assert (made.result.stopped_by, made.result.epochs) == ("budget", 3)
    assert not [note for note in notes(listener) if "ends early" in note]
    again, _ = train(told(budget=Epochs(6), **early), tmp_path, made.folder, resume=True)
    assert (again.result.stopped_by, again.result.epochs) == ("patience", 5)


def test_one_that_was_stopped_goes_on_to_the_same_early_end(tmp_path):
    what = told(optimiser=STILL, early_stopping=EarlyStopping("accuracy", 2), keep_best=KeepBest())
    whole, _ = train(what, tmp_path)
    for stop in (EACH + 3, 2 * EACH):
        made, _ = train_to(what, stop, tmp_path)
        made, _ = train(what, tmp_path, made.folder, resume=True)
        assert (made.result.stopped_by, made.result.steps) == ("patience", 3 * EACH)
        assert Snapshots(made.folder.snapshots).steps() == Snapshots(whole.folder.snapshots).steps()


def test_without_validation_nothing_is_chosen_and_that_is_said(tmp_path):
    what = told(NoValidation(), optimiser=STILL, early_stopping=EarlyStopping(patience=1), keep_best=KeepBest())
    made, listener = train(what, tmp_path)
    assert (made.result.stopped_by, made.result.epochs) == ("budget", 6)
    (note,) = notes(listener)
    assert note == (
        "No images are kept back for validation, so “early stopping” and “keep the best” are off: "
        "nothing is chosen on the test images."
    )
    assert trained(made.folder).step == made.result.steps


def test_the_best_weights_are_kept_and_are_those_that_predict(tmp_path):
    made, _ = train(told(optimiser=STILL, keep_best=KeepBest("accuracy")), tmp_path)
    found = trained(made.folder)
    assert (found.step, found.is_best) == (EACH, True)
    assert found.remarks == (f"These are the weights after step {EACH}, the best on the validation images.",)
    assert equal(
        Snapshots(made.folder.snapshots).load(EACH), {k: v.numpy() for k, v in named_tensors(found.net).items()}
    )
    assert trained(made.folder, 0).step == 0
    lighten(made.folder.path)  # takes what was kept along the way, not what the recipe told to keep
    assert trained(made.folder).step == EACH
