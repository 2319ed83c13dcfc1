"""Layerscope without its window: projects, their training, and what was trained, for scripts and notebooks.

    import engine

    for event in engine.train("lenet5-sample"):
        if isinstance(event, engine.EpochDone):
            print(event.epoch, event.train_accuracy)

recipes()                       the titles of the bundled projects by their names
read(name)                      a Project: a recipe's, a file's, a run's
edit(project, "FIELD=VALUE")    the project with fields set, as training__batch=128 too
check(project)                  a Check: shapes, costs, problems with fixes, advice; needs no torch
train(project, out=…)           a Training: an iterable of events with `run`, `stop()`, `wait()` and `result`
import_images(path, "FILE")     an Imported: a project on images of your own, with a stack that fits them
tune(project)                   a Tuned: what trains it fastest on this machine, which later trainings take
find_rate(project)              a FoundRate: the learning rate at which its loss falls fastest, with the curve
open_run(path)                  a Run: project, events, figures of every step, result, weights as arrays
evaluate(run, data=…)           an Evaluation: loss, accuracy, accuracy per class, confusion; also on images of your own
list_runs(folder)               a list of RunSummary, newest first: what each run was told and what it reached
compare(run, run, …)            a Comparison: in what runs differ, and whether by more than chance
predict(run, image, …)          a list of Prediction: the classes of each image with their probabilities
explain(run, image, layer, …)   an Explanation: how one value of a layer came about, with its real numbers
explain_step(run, weight, …)    a WeightStep: what the next step does to one weight, gradient and optimiser spelled out
follow(run, layer, index)       the Uses of a value: which values of the next layers are made of it
film(run, "filters", layer=…)   a Film of a layer, or of an answer, through the training; `save_film` makes a GIF of it
attribute(run, image, …)        an Attribution: which parts of an image a class has its score from
embed(run)                      an Embedding: its test images in two dimensions, as the last hidden layer has them
nearest(run, image, …)          a list of Nearest: the training images nearest to each image, and how unlike all it is
mute(run, [layer, …])           an Effect: what it reaches without some of its layers, filters or units
keep_drawing(project, image, …) keeps an image among your own drawings, as an example of a class
own_drawings(project)           their files, each with its class
learn_from_drawings(run)        a Training of 20 steps that goes on from a run, each with half own drawings
statistics(run, layer)          LayerStatistics: how what it is given, what it gives, its weights and gradients spread
updates(run)                    the Updates of each tensor: how far the next step moves it, beside its length
rank_channels(run, layer)       a Ranking: the filters or units of a layer by what muting each costs
robustness(run, "rotation")     a Robustness: what it makes of test images that are distorted more and more

A project may always be given by name or path, a run by path, id or as the Run that it is. What goes wrong is a
LayerscopeError, a sentence that says what, where and what to do: an InputError where nothing was started, a RunFailed
where a run could not go on. Everything is loaded when it is first used, so `import engine` itself costs next to
nothing. `docs/library.md` shows it at work.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from engine.analysis.advice import Advice
    from engine.analysis.analysis import Instance
    from engine.analysis.fixes import Fix
    from engine.errors import (
        DataError,
        DeviceError,
        Diverged,
        ImageError,
        InputError,
        LayerscopeError,
        NetworkError,
        ProjectError,
        RunFailed,
        RunFolderError,
    )
    from engine.events import (
        CheckpointSaved,
        ComputedOn,
        DataFound,
        EpochDone,
        Evaluated,
        EvaluatedAlready,
        Event,
        Failed,
        Finished,
        Foreseen,
        Noted,
        Progress,
        RateChanged,
        Resumed,
        StateChanged,
        StepsDone,
        ThreadsChanged,
    )
    from engine.inspection.arithmetic.explanation import Explanation, Region, Use
    from engine.inspection.attribution.attribution import Attribution
    from engine.inspection.attribution.methods import GradCam, Gradient, IntegratedGradients, Occlusion
    from engine.inspection.muting.effect import Effect
    from engine.inspection.muting.ranking import Ranking
    from engine.inspection.over_time.film import Film
    from engine.inspection.preference.ascent import Made
    from engine.inspection.preference.strongest import Strongest
    from engine.inspection.robustness.robustness import Robustness
    from engine.inspection.statistics.layer_statistics import LayerStatistics
    from engine.library.checking import Check, Problem, check
    from engine.library.comparing import BesideFirst, Comparison, compare
    from engine.library.editing import edit
    from engine.library.evaluating import ClassScore, Evaluation, evaluate
    from engine.library.finding import open_run, read
    from engine.library.importing import Imported, import_images
    from engine.library.listing import list_runs
    from engine.library.looking.attributing import attribute
    from engine.library.looking.embedding import Embedding, Nearest, embed, nearest
    from engine.library.looking.explaining import explain, follow
    from engine.library.looking.filming import film, save_film
    from engine.library.looking.muting import mute, rank_channels
    from engine.library.looking.predicting import Prediction, predict
    from engine.library.looking.preferring import made_image, strongest_images
    from engine.library.looking.robustness import robustness
    from engine.library.looking.statistics import statistics, updates
    from engine.library.looking.weight_steps import explain_step
    from engine.library.own_drawings import keep_drawing, learn_from_drawings, own_drawings
    from engine.library.run import Run
    from engine.library.training.rate_finding import find_rate
    from engine.library.training.training import Training, train
    from engine.library.training.tuning import tune
    from engine.machine.setup import Setup
    from engine.project.project import Project
    from engine.project.recipes import recipes
    from engine.runs.collection.run_list import RunSummary
    from engine.runs.comparison.agreement import Agreement
    from engine.runs.comparison.difference import RunDifference
    from engine.runs.comparison.difference_table import SettingRow
    from engine.runs.comparison.luck import Luck, Spread
    from engine.runs.comparison.reached import Reached
    from engine.runs.comparison.seed_groups import SeedGroup
    from engine.runs.folder import Result
    from engine.training.rate_finding.found_rate import FoundRate
    from engine.training.tuning.tuned import TriedSetup, Tuned
    from engine.training.weight_step.update import Update, Updates
    from engine.training.weight_step.weight_step import WeightStep

__all__ = [
    "Advice",
    "Agreement",
    "Attribution",
    "BesideFirst",
    "Check",
    "CheckpointSaved",
    "ClassScore",
    "Comparison",
    "ComputedOn",
    "DataError",
    "DataFound",
    "DeviceError",
    "Diverged",
    "Effect",
    "Embedding",
    "EpochDone",
    "Evaluated",
    "EvaluatedAlready",
    "Evaluation",
    "Event",
    "Explanation",
    "Failed",
    "Film",
    "Finished",
    "Fix",
    "Foreseen",
    "FoundRate",
    "GradCam",
    "Gradient",
    "ImageError",
    "Imported",
    "InputError",
    "Instance",
    "IntegratedGradients",
    "LayerStatistics",
    "LayerscopeError",
    "Luck",
    "Made",
    "Nearest",
    "NetworkError",
    "Noted",
    "Occlusion",
    "Prediction",
    "Problem",
    "Progress",
    "Project",
    "ProjectError",
    "Ranking",
    "RateChanged",
    "Reached",
    "Region",
    "Result",
    "Resumed",
    "Robustness",
    "Run",
    "RunDifference",
    "RunFailed",
    "RunFolderError",
    "RunSummary",
    "SeedGroup",
    "SettingRow",
    "Setup",
    "Spread",
    "StateChanged",
    "StepsDone",
    "Strongest",
    "ThreadsChanged",
    "Training",
    "TriedSetup",
    "Tuned",
    "Update",
    "Updates",
    "Use",
    "WeightStep",
    "attribute",
    "check",
    "compare",
    "edit",
    "embed",
    "evaluate",
    "explain",
    "explain_step",
    "film",
    "find_rate",
    "follow",
    "import_images",
    "keep_drawing",
    "learn_from_drawings",
    "list_runs",
    "made_image",
    "mute",
    "nearest",
    "open_run",
    "own_drawings",
    "predict",
    "rank_channels",
    "read",
    "recipes",
    "robustness",
    "save_film",
    "statistics",
    "strongest_images",
    "train",
    "tune",
    "updates",
]

_HOMES = {
    "engine.analysis.advice": ("Advice",),
    "engine.analysis.analysis": ("Instance",),
    "engine.analysis.fixes": ("Fix",),
    "engine.errors": (
        "DataError", "DeviceError", "Diverged", "ImageError", "InputError", "LayerscopeError", "NetworkError",
        "ProjectError", "RunFailed", "RunFolderError",
    ),
    "engine.events": (
        "CheckpointSaved", "ComputedOn", "DataFound", "EpochDone", "Evaluated", "EvaluatedAlready", "Event", "Failed",
        "Finished", "Foreseen", "Noted", "Progress", "RateChanged", "Resumed", "StateChanged", "StepsDone",
        "ThreadsChanged",
    ),
    "engine.inspection.arithmetic.explanation": ("Explanation", "Region", "Use"),
    "engine.inspection.attribution.attribution": ("Attribution",),
    "engine.inspection.attribution.methods": ("GradCam", "Gradient", "IntegratedGradients", "Occlusion"),
    "engine.inspection.muting.effect": ("Effect",),
    "engine.inspection.muting.ranking": ("Ranking",),
    "engine.inspection.over_time.film": ("Film",),
    "engine.inspection.statistics.layer_statistics": ("LayerStatistics",),
    "engine.inspection.preference.ascent": ("Made",),
    "engine.inspection.preference.strongest": ("Strongest",),
    "engine.inspection.robustness.robustness": ("Robustness",),
    "engine.library.looking.attributing": ("attribute",),
    "engine.library.checking": ("Check", "Problem", "check"),
    "engine.library.comparing": ("BesideFirst", "Comparison", "compare"),
    "engine.library.editing": ("edit",),
    "engine.library.looking.embedding": ("Embedding", "Nearest", "embed", "nearest"),
    "engine.library.looking.explaining": ("explain", "follow"),
    "engine.library.evaluating": ("ClassScore", "Evaluation", "evaluate"),
    "engine.library.looking.filming": ("film", "save_film"),
    "engine.library.finding": ("open_run", "read"),
    "engine.library.importing": ("Imported", "import_images"),
    "engine.library.listing": ("list_runs",),
    "engine.library.looking.muting": ("mute", "rank_channels"),
    "engine.library.looking.preferring": ("made_image", "strongest_images"),
    "engine.library.looking.predicting": ("Prediction", "predict"),
    "engine.library.own_drawings": ("keep_drawing", "learn_from_drawings", "own_drawings"),
    "engine.library.looking.robustness": ("robustness",),
    "engine.library.training.rate_finding": ("find_rate",),
    "engine.library.run": ("Run",),
    "engine.library.training.training": ("Training", "train"),
    "engine.library.training.tuning": ("tune",),
    "engine.library.looking.statistics": ("statistics", "updates"),
    "engine.library.looking.weight_steps": ("explain_step",),
    "engine.machine.setup": ("Setup",),
    "engine.project.project": ("Project",),
    "engine.project.recipes": ("recipes",),
    "engine.runs.collection.run_list": ("RunSummary",),
    "engine.runs.comparison.agreement": ("Agreement",),
    "engine.runs.comparison.difference": ("RunDifference",),
    "engine.runs.comparison.difference_table": ("SettingRow",),
    "engine.runs.comparison.luck": ("Luck", "Spread"),
    "engine.runs.comparison.reached": ("Reached",),
    "engine.runs.comparison.seed_groups": ("SeedGroup",),
    "engine.runs.folder": ("Result",),
    "engine.training.rate_finding.found_rate": ("FoundRate",),
    "engine.training.weight_step.update": ("Update", "Updates"),
    "engine.training.weight_step.weight_step": ("WeightStep",),
    "engine.training.tuning.tuned": ("TriedSetup", "Tuned"),
}  # fmt: skip

if not TYPE_CHECKING:  # a checker would take it for a promise that every name is there

    def __getattr__(name: str) -> object:
        """Loads a name of the library when it is first asked for (PEP 562)."""
        home = next((module for module, names in _HOMES.items() if name in names), None)
        if home is None:
            message = f"module 'engine' has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=sys.modules[__name__])
        from importlib import import_module

        return globals().setdefault(name, getattr(import_module(home), name))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
