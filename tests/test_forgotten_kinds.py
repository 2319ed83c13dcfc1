"""A kind that is added and forgotten is found before the program runs: mypy names every place that must know it.

The program is copied with one more member in each of its unions; then no `assert_never` may be left in peace.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# In each file: the beginning of a union, with what stands before it and one member more.
ADDED = {
    "engine/network/activation_functions.py": {
        "Curve: TypeAlias = ": (
            '@final\nclass NewCurve(Activation, frozen=True, tag="NewCurve"):\n    """New."""\n\n\n'
            "Curve: TypeAlias = NewCurve | "
        ),
    },
    "engine/network/pooling.py": {
        "AnyPooling: TypeAlias = ": (
            '@final\nclass NewPooling(Pooling, frozen=True, tag="NewPooling"):\n    """New."""\n\n\n'
            "AnyPooling: TypeAlias = NewPooling | "
        ),
    },
    "engine/network/layers.py": {
        "AnyDropout: TypeAlias = ": (
            '@final\nclass NewDropout(Dropping, frozen=True, tag="NewDropout"):\n    """New."""\n\n\n'
            "AnyDropout: TypeAlias = NewDropout | "
        ),
    },
    "engine/network/nodes.py": {
        "LayerOp: TypeAlias = (": (
            '@final\nclass NewLayer(kinds.Layer, frozen=True, tag="NewLayer"):\n    """New."""\n\n\n'
            "LayerOp: TypeAlias = (\n    NewLayer |"
        ),
        "Block: TypeAlias = ": (
            '@final\nclass NewBlock(Document, frozen=True, tag_field="kind", tag="NewBlock"):\n    """New."""\n\n\n'
            "Block: TypeAlias = NewBlock | "
        ),
    },
    "engine/inspection/arithmetic/workings.py": {
        "Working: TypeAlias = ": 'class NewWorking:\n    """New."""\n\n\nWorking: TypeAlias = NewWorking | ',
    },
    "engine/inspection/attribution/methods.py": {
        "Method: TypeAlias = ": 'class NewMethod:\n    """New."""\n\n\nMethod: TypeAlias = NewMethod | ',
    },
    "engine/network/shapes.py": {"MisfitKind: TypeAlias = Literal[": 'MisfitKind: TypeAlias = Literal["new", '},
    "engine/project/data/sources.py": {
        "AnySource: TypeAlias = ": (
            'class NewSource(Source, frozen=True, tag="new"):\n    """New."""\n\n\nAnySource: TypeAlias = NewSource | '
        ),
    },
    "engine/project/data/data_settings.py": {
        "\nValidation: TypeAlias = ": '\nclass NewSplit:\n    """New."""\n\n\nValidation: TypeAlias = NewSplit | ',
        "Normalisation: TypeAlias = ": 'class NewScale:\n    """New."""\n\n\nNormalisation: TypeAlias = NewScale | ',
    },
    "engine/project/data/augmentations.py": {
        "Geometric: TypeAlias = ": 'class NewMove:\n    """New."""\n\n\nGeometric: TypeAlias = NewMove | ',
        "Recolours: TypeAlias = ": 'class NewColour:\n    """New."""\n\n\nRecolours: TypeAlias = NewColour | ',
    },
    "engine/project/data/corrections.py": {
        "AnyCorrection: TypeAlias = ": (
            'class NewCorrection(Correction, frozen=True, tag="new"):\n    """New."""\n\n\n'
            "AnyCorrection: TypeAlias = NewCorrection | "
        ),
    },
    "engine/project/data/own_images.py": {
        "ChosenTest: TypeAlias = ": 'class NewTestPart:\n    """New."""\n\n\nChosenTest: TypeAlias = NewTestPart | ',
    },
    "engine/project/data/spoiling.py": {
        "Spoiling: TypeAlias = ": 'class NewSpoiling:\n    """New."""\n\n\nSpoiling: TypeAlias = NewSpoiling | ',
    },
    "engine/project/training/optimisers.py": {
        "Optimiser: TypeAlias = ": (
            'class NewOptimiser(Document, frozen=True, tag_field="kind", tag="new"):\n    """With betas, as Adam."""\n'
            "    rate: Rate = 1.0\n    beta1: Beta = 0.9\n    beta2: Beta = 0.9\n    weight_decay: Decay = 0.0\n\n\n"
            "Optimiser: TypeAlias = NewOptimiser | "
        ),
    },
    "engine/project/training/rate/schedules.py": {
        "Changing: TypeAlias = ": (
            'class NewSchedule(Document, frozen=True, tag_field="kind", tag="new"):\n    """New."""\n'
            '    unit: Unit = "epoch"\n\n\nChanging: TypeAlias = NewSchedule | '
        ),
    },
    "engine/project/training/budgets.py": {
        "Budget: TypeAlias = ": 'class NewBudget:\n    """New."""\n\n\nBudget: TypeAlias = NewBudget | ',
    },
    "engine/project/training/training_settings.py": {
        "LossKind: TypeAlias = Literal[": 'LossKind: TypeAlias = Literal["new", ',
        "ClassWeights: TypeAlias = Literal[": 'ClassWeights: TypeAlias = Literal["new", ',
    },
    "engine/model/initialisation.py": {"TypeAlias = Literal[": 'TypeAlias = Literal["new", '},
    "engine/events.py": {
        "AnyLogEvent: TypeAlias = ": (
            'class NewLogEvent(LogEvent, frozen=True, tag="new"):\n    """New."""\n\n\n'
            "AnyLogEvent: TypeAlias = NewLogEvent | "
        ),
        "\nEvent: TypeAlias = ": '\nclass NewEvent:\n    """New."""\n\n\nEvent: TypeAlias = NewEvent | ',
    },
    "engine/service/answers.py": {
        "ImageRef: TypeAlias = ": 'class NewImage:\n    """New."""\n\n\nImageRef: TypeAlias = NewImage | ',
        "ExactWeights: TypeAlias = ": (
            'class NewWeights:\n    """New."""\n\n\nExactWeights: TypeAlias = NewWeights | '
        ),
    },
    "engine/service/questions.py": {
        "OfTrials: TypeAlias = ": (
            'class NewTrial(Question[None], frozen=True):\n    """New."""\n\n\nOfTrials: TypeAlias = NewTrial | '
        ),
        "Momentary: TypeAlias = ": (
            'class NewMoment(Question[None], frozen=True):\n    """New."""\n\n\nMomentary: TypeAlias = NewMoment | '
        ),
        "AboutImages: TypeAlias = ": (
            'class NewAboutImages(Question[None], frozen=True):\n    """New."""\n\n\n'
            "AboutImages: TypeAlias = NewAboutImages | "
        ),
        "AboutRuns: TypeAlias = (": (
            'class NewAboutRuns(Question[None], frozen=True):\n    """New."""\n\n\n'
            "AboutRuns: TypeAlias = (\n    NewAboutRuns |"
        ),
        "AboutModels: TypeAlias = (": (
            'class NewAboutModels(Question[None], frozen=True):\n    """New."""\n\n\n'
            "AboutModels: TypeAlias = (\n    NewAboutModels |"
        ),
        "Long: TypeAlias = ": (
            'class NewLong(Question[None], frozen=True):\n    """New."""\n\n\nLong: TypeAlias = NewLong | '
        ),
    },
    "engine/service/runs/kept_runs_questions.py": {
        "OfKeptRuns: TypeAlias = ": (
            'class NewOfRuns(Question[None], frozen=True):\n    """New."""\n\n\nOfKeptRuns: TypeAlias = NewOfRuns | '
        ),
    },
    "engine/service/drawings/drawing_questions.py": {
        "OfDrawings: TypeAlias = (": (
            'class NewOfDrawings(Question[None], frozen=True):\n    """New."""\n\n\n'
            "OfDrawings: TypeAlias = (\n    NewOfDrawings |"
        ),
    },
    "engine/service/looking/layers/enlarging.py": {
        "Momentary: TypeAlias = ": 'class NewEnlarging:\n    """New."""\n\n\nMomentary: TypeAlias = NewEnlarging | ',
    },
    "engine/service/looking/layers/time_questions.py": {
        "OfTime: TypeAlias = ": (
            'class NewOfTime(Question[None], frozen=True):\n    """New."""\n\n\nOfTime: TypeAlias = NewOfTime | '
        ),
    },
    "engine/service/looking/images/preference_questions.py": {
        "OfPreference: TypeAlias = ": (
            'class NewOfPreference(Question[None], frozen=True):\n    """New."""\n\n\n'
            "OfPreference: TypeAlias = NewOfPreference | "
        ),
    },
    "engine/service/looking/images/embedding_questions.py": {
        "OfEmbedding: TypeAlias = ": (
            'class NewOfEmbedding(Question[None], frozen=True):\n    """New."""\n\n\n'
            "OfEmbedding: TypeAlias = NewOfEmbedding | "
        ),
    },
    "engine/service/looking/images/robustness_questions.py": {
        "OfRobustness: TypeAlias = ": (
            'class NewOfRobustness(Question[None], frozen=True):\n    """New."""\n\n\n'
            "OfRobustness: TypeAlias = NewOfRobustness | "
        ),
    },
    "engine/inspection/robustness/distortions.py": {
        "AnyDistortion: TypeAlias = ": (
            '@final\nclass NewDistortion(Distortion, frozen=True, tag="new"):\n'
            '    """New."""\n\n    strength: float\n\n\nAnyDistortion: TypeAlias = NewDistortion | '
        ),
    },
    "engine/service/looking/layers/statistics_questions.py": {
        "OfStatistics: TypeAlias = ": (
            'class NewOfStatistics(Question[None], frozen=True):\n    """New."""\n\n\n'
            "OfStatistics: TypeAlias = NewOfStatistics | "
        ),
    },
    "engine/service/looking/looking_questions.py": {
        "OfLooking: TypeAlias = ": (
            'class NewOfLooking(Question[None], frozen=True):\n    """New."""\n\n\n'
            "OfLooking: TypeAlias = NewOfLooking | "
        ),
    },
    "engine/service/runs/step_questions.py": {
        "OfSteps: TypeAlias = ": (
            'class NewOfSteps(Question[None], frozen=True):\n    """New."""\n\n\nOfSteps: TypeAlias = NewOfSteps | '
        ),
    },
    "engine/service/images/image_questions.py": {
        "OfImages: TypeAlias = ": (
            'class NewOfImages(Question[None], frozen=True):\n    """New."""\n\n\nOfImages: TypeAlias = NewOfImages | '
        ),
    },
    "engine/service/images/sources/source_questions.py": {
        "OfSources: TypeAlias = ": (
            'class NewOfSources(Question[None], frozen=True):\n    """New."""\n\n\n'
            "OfSources: TypeAlias = NewOfSources | "
        ),
    },
    "engine/service/runs/fork_questions.py": {
        "OfForks: TypeAlias = ": (
            'class NewOfForks(Question[None], frozen=True):\n    """New."""\n\n\nOfForks: TypeAlias = NewOfForks | '
        ),
    },
    "engine/service/comparison/comparison_questions.py": {
        "OfComparison: TypeAlias = ": (
            'class NewOfComparison(Question[None], frozen=True):\n    """New."""\n\n\n'
            "OfComparison: TypeAlias = NewOfComparison | "
        ),
        "OfBeside: TypeAlias = ": (
            'class NewBeside(Question[None], frozen=True):\n    """New."""\n\n\nOfBeside: TypeAlias = NewBeside | '
        ),
    },
    "engine/service/runs/queue_questions.py": {
        "QueuedTo: TypeAlias = Literal[": 'QueuedTo: TypeAlias = Literal["new", ',
        "AnyOfQueue: TypeAlias = ": (
            'class NewOfQueue(OfQueue, frozen=True):\n    """New."""\n\n\nAnyOfQueue: TypeAlias = NewOfQueue | '
        ),
    },
    "engine/service/importing/import_questions.py": {
        "OfImports: TypeAlias = ": (
            'class NewOfImports(Question[None], frozen=True):\n    """New."""\n\n\n'
            "OfImports: TypeAlias = NewOfImports | "
        ),
    },
    "engine/service/images/browsing/browse_questions.py": {
        "OfBrowsing: TypeAlias = ": (
            'class NewOfBrowsing(Question[None], frozen=True):\n    """New."""\n\n\n'
            "OfBrowsing: TypeAlias = NewOfBrowsing | "
        ),
    },
    "engine/service/images/browsing/browse_answers.py": {"TypeAlias = Literal[": 'TypeAlias = Literal["new", '},
    "gui/data/split/split_parts.py": {"BorderName: TypeAlias = Literal[": 'BorderName: TypeAlias = Literal["new", '},
    "gui/stack/palette/effects.py": {"\nPart = ": "\nPart = int | "},
    "gui/stack/list/rows.py": {"part: Literal[": 'part: Literal["new", '},
}
# Functions over a union of their own, which is not added to: their callers' are.
THEIR_OWN = {
    "engine/service/looking/values/weight_steps.py": 1,  # two questions, named where they are asked
    "engine/service/runs/kept_runs.py": 1,  # those that only look, named above them
    "engine/data/readers/idx_sets.py": 1,
    "engine/data/readers/cifar.py": 1,
    "engine/inspection/size_arithmetic.py": 1,
    "engine/inspection/arithmetic/windows.py": 1,
}
CONFIGURATION = """
[mypy]
python_version = 3.11
ignore_missing_imports = true
[mypy-torch.*,torchvision.*,numpy.*,PySide6.*,PIL.*,pyqtgraph.*,qtawesome.*,safetensors.*,psutil.*]
follow_imports = skip
"""


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """What mypy says about the program with one more of every kind."""
    copy = tmp_path_factory.mktemp("program")
    for name in ("engine", "gui"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, unions in ADDED.items():
        text = (copy / name).read_text()
        for union, longer in unions.items():
            assert text.count(union) == 1, (name, union)
            text = text.replace(union, longer)
        (copy / name).write_text(text)
    (copy / "mypy.ini").write_text(CONFIGURATION)
    command = [sys.executable, "-m", "mypy", "--cache-dir", copy / "cache", *never(copy)]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def never(root):
    """Lines that must not be reached, by file."""
    found = {}
    for folder in ("engine", "gui"):
        for path in sorted((root / folder).rglob("*.py")):
            lines = [number for number, line in enumerate(path.read_text().splitlines(), 1) if "assert_never(" in line]
            if lines:
                found[path.relative_to(root).as_posix()] = lines
    return found


@pytest.mark.slow
@pytest.mark.timeout(300)  # mypy reads the whole program without what it remembers; most often that takes 20 s
def test_every_match_that_must_know_it_is_named(complaints):
    reported = set(re.findall(r'^(\S+\.py):(\d+): error: Argument 1 to "assert_never"', complaints, re.MULTILINE))
    for name, lines in never(ROOT).items():
        named = [number for file, number in reported if file == name]
        assert len(named) == len(lines) - THEIR_OWN.get(name, 0), (name, lines, named)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["NewLayer", "NewPooling", "NewDropout"])
def test_a_layer_that_lacks_a_method_is_named(complaints, kind):
    assert re.search(rf"Final class \S*{kind} has abstract attributes", complaints), complaints
