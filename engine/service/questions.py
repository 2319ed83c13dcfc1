"""Questions: all that the window may ask of the engine, in one typed table that both sides share.

Each question is a frozen value with a class of its own. Its class says

- `channel`: what it is about. Of two questions on a channel only the newest is of interest, so an older one that still
  waits is never answered and one that is being worked on is given up; where `in_order` is true all are answered, one
  after the other.
- `long`: whether it may take longer than a moment, because files or images are read or looked through. Long questions
  go to a thread of their channel's own, tell Progress, and can be cancelled. Those of the moment share one thread, on
  which nothing long ever runs; one that needs images which are not read yet waits aside until they are. `TakeNewest` is
  neither: it is answered when the thread that trains has a moment.

The type in brackets is that of the answer. A question carries everything that the answer depends on; what the window
did meanwhile (the document's revision, the run that it shows) is compared by whoever asked.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from engine.events import RateChanged
from engine.project.data.splits import SplitName
from engine.project.project import Project
from engine.runs.collection.label import LONGEST_STEP_NOTE as LONGEST_STEP_NOTE  # noqa: PLC0414  # and this
from engine.runs.collection.label import LabelChange as LabelChange  # noqa: PLC0414  # part of a question
from engine.runs.collection.label import StepNote as StepNote  # noqa: PLC0414  # and this
from engine.runs.collection.label import tags_problem as tags_problem  # noqa: PLC0414  # and this
from engine.service.answers import (
    ComparedCurves,
    Compute,
    ExactWeights,
    ImageRef,
    LayerView,
    Picture,
    Prediction,
    RunView,
    Shown,
    Values,
)
from engine.service.comparison.comparison_questions import ComparePair as ComparePair  # noqa: PLC0414  # of the table
from engine.service.comparison.comparison_questions import CompareRuns as CompareRuns  # noqa: PLC0414  # as this
from engine.service.comparison.comparison_questions import FindApart as FindApart  # noqa: PLC0414  # and this
from engine.service.comparison.comparison_questions import LeaveBeside as LeaveBeside  # noqa: PLC0414  # and this
from engine.service.comparison.comparison_questions import OfBeside as OfBeside  # noqa: PLC0414  # and this
from engine.service.comparison.comparison_questions import OfComparison as OfComparison  # noqa: PLC0414  # and this
from engine.service.comparison.comparison_questions import PredictBeside as PredictBeside  # noqa: PLC0414  # and this
from engine.service.comparison.comparison_questions import ReadComparedImages as ReadComparedImages  # noqa: PLC0414  # and this
from engine.service.comparison.comparison_questions import ShowBeside as ShowBeside  # noqa: PLC0414  # and this
from engine.service.drawings.drawing_questions import CompareLearned as CompareLearned  # noqa: PLC0414  # and this
from engine.service.drawings.drawing_questions import ExportDrawings as ExportDrawings  # noqa: PLC0414  # and this
from engine.service.drawings.drawing_questions import KeepDrawing as KeepDrawing  # noqa: PLC0414  # and this
from engine.service.drawings.drawing_questions import MoveDrawing as MoveDrawing  # noqa: PLC0414  # and this
from engine.service.drawings.drawing_questions import OfDrawings as OfDrawings  # noqa: PLC0414  # and this
from engine.service.drawings.drawing_questions import OpenDrawing as OpenDrawing  # noqa: PLC0414  # and this
from engine.service.drawings.drawing_questions import PutBackDrawing as PutBackDrawing  # noqa: PLC0414  # and this
from engine.service.drawings.drawing_questions import TakeOutDrawing as TakeOutDrawing  # noqa: PLC0414  # and this
from engine.service.drawings.drawing_questions import TryDrawings as TryDrawings  # noqa: PLC0414  # and this
from engine.service.images.browsing.browse_questions import CorrectImages as CorrectImages  # noqa: PLC0414  # of the table
from engine.service.images.browsing.browse_questions import CountLevels as CountLevels  # noqa: PLC0414  # as this
from engine.service.images.browsing.browse_questions import ListImages as ListImages  # noqa: PLC0414  # as this
from engine.service.images.browsing.browse_questions import MakeBatch as MakeBatch  # noqa: PLC0414  # and this
from engine.service.images.browsing.browse_questions import OfBrowsing as OfBrowsing  # noqa: PLC0414  # and this
from engine.service.images.browsing.browse_questions import OpenImage as OpenImage  # noqa: PLC0414  # and this
from engine.service.images.browsing.browse_questions import ReadThumbnails as ReadThumbnails  # noqa: PLC0414  # and this
from engine.service.images.browsing.browse_questions import WeighClasses as WeighClasses  # noqa: PLC0414  # and this
from engine.service.images.check_up_questions import CheckUp as CheckUp  # noqa: PLC0414  # of the table
from engine.service.images.image_questions import FindPredictions as FindPredictions  # noqa: PLC0414  # of the table
from engine.service.images.image_questions import LookAtData as LookAtData  # noqa: PLC0414  # as this
from engine.service.images.image_questions import MeasureImages as MeasureImages  # noqa: PLC0414  # and this
from engine.service.images.image_questions import OfImages as OfImages  # noqa: PLC0414  # and this
from engine.service.images.image_questions import ReadImages as ReadImages  # noqa: PLC0414  # and this
from engine.service.images.image_questions import TryRun as TryRun  # noqa: PLC0414  # and this
from engine.service.images.sources.source_questions import CountImages as CountImages  # noqa: PLC0414  # of the table
from engine.service.images.sources.source_questions import Download as Download  # noqa: PLC0414  # as this
from engine.service.images.sources.source_questions import FindSamples as FindSamples  # noqa: PLC0414  # and this
from engine.service.images.sources.source_questions import LookIntoFolder as LookIntoFolder  # noqa: PLC0414  # and this
from engine.service.images.sources.source_questions import OfSources as OfSources  # noqa: PLC0414  # and this
from engine.service.importing.import_questions import BringIn as BringIn  # noqa: PLC0414  # and this
from engine.service.importing.import_questions import EmptyCache as EmptyCache  # noqa: PLC0414  # and this
from engine.service.importing.import_questions import ListCached as ListCached  # noqa: PLC0414  # and this
from engine.service.importing.import_questions import LookAtImages as LookAtImages  # noqa: PLC0414  # and this
from engine.service.importing.import_questions import NoticeChange as NoticeChange  # noqa: PLC0414  # and this
from engine.service.importing.import_questions import OfImports as OfImports  # noqa: PLC0414  # and this
from engine.service.importing.import_questions import ShowOriginals as ShowOriginals  # noqa: PLC0414  # and this
from engine.service.importing.import_questions import ShowReading as ShowReading  # noqa: PLC0414  # and this
from engine.service.looking.images.embedding_questions import EmbedImages as EmbedImages  # noqa: PLC0414  # of the table
from engine.service.looking.images.embedding_questions import FindNearest as FindNearest  # noqa: PLC0414  # as this
from engine.service.looking.images.embedding_questions import OfEmbedding as OfEmbedding  # noqa: PLC0414  # as this
from engine.service.looking.images.embedding_questions import ReadEmbedded as ReadEmbedded  # noqa: PLC0414  # and this
from engine.service.looking.images.preference_questions import LookForImages as LookForImages  # noqa: PLC0414  # and this
from engine.service.looking.images.preference_questions import MakeImage as MakeImage  # noqa: PLC0414  # and this
from engine.service.looking.images.preference_questions import OfPreference as OfPreference  # noqa: PLC0414  # and this
from engine.service.looking.images.robustness_questions import AnyDistortion as AnyDistortion  # noqa: PLC0414  # part of a question
from engine.service.looking.images.robustness_questions import Distort as Distort  # noqa: PLC0414  # of the table
from engine.service.looking.images.robustness_questions import Kind as Kind  # noqa: PLC0414  # part of a question
from engine.service.looking.images.robustness_questions import MeasureRobustness as MeasureRobustness  # noqa: PLC0414  # and this
from engine.service.looking.images.robustness_questions import OfRobustness as OfRobustness  # noqa: PLC0414  # of the table
from engine.service.looking.images.robustness_questions import ReadDistorted as ReadDistorted  # noqa: PLC0414  # as this
from engine.service.looking.layers.enlarge_questions import Enlarge as Enlarge  # noqa: PLC0414  # of the table
from engine.service.looking.layers.enlarge_questions import LookAcrossImages as LookAcrossImages  # noqa: PLC0414  # as this
from engine.service.looking.layers.enlarge_questions import OwnFilter as OwnFilter  # noqa: PLC0414  # part of a question
from engine.service.looking.layers.enlarge_questions import Part as Part  # noqa: PLC0414  # part of a question
from engine.service.looking.layers.enlarge_questions import ShowSheet as ShowSheet  # noqa: PLC0414  # and this
from engine.service.looking.layers.enlarge_questions import SurveyFilters as SurveyFilters  # noqa: PLC0414  # as this
from engine.service.looking.layers.enlarge_questions import TryFilter as TryFilter  # noqa: PLC0414  # and this
from engine.service.looking.layers.enlarge_questions import UseOwnFilters as UseOwnFilters  # noqa: PLC0414  # and this
from engine.service.looking.layers.statistics_questions import DropOut as DropOut  # noqa: PLC0414  # of the table
from engine.service.looking.layers.statistics_questions import GatherRidge as GatherRidge  # noqa: PLC0414  # as this
from engine.service.looking.layers.statistics_questions import GatherStatistics as GatherStatistics  # noqa: PLC0414  # as this
from engine.service.looking.layers.statistics_questions import MeasureUpdates as MeasureUpdates  # noqa: PLC0414  # as this
from engine.service.looking.layers.statistics_questions import Mode as Mode  # noqa: PLC0414  # part of a question
from engine.service.looking.layers.statistics_questions import OfStatistics as OfStatistics  # noqa: PLC0414  # of the table
from engine.service.looking.layers.statistics_questions import RidgeOf as RidgeOf  # noqa: PLC0414  # part of a question
from engine.service.looking.layers.time_questions import CompareSteps as CompareSteps  # noqa: PLC0414  # of the table
from engine.service.looking.layers.time_questions import MakeFilm as MakeFilm  # noqa: PLC0414  # as this
from engine.service.looking.layers.time_questions import OfTime as OfTime  # noqa: PLC0414  # and this
from engine.service.looking.layers.time_questions import ReadRidge as ReadRidge  # noqa: PLC0414  # and this
from engine.service.looking.looking_questions import Baseline as Baseline  # noqa: PLC0414  # part of a question
from engine.service.looking.looking_questions import Explain as Explain  # noqa: PLC0414  # of the table
from engine.service.looking.looking_questions import GradCam as GradCam  # noqa: PLC0414  # part of a question
from engine.service.looking.looking_questions import Gradient as Gradient  # noqa: PLC0414  # as this
from engine.service.looking.looking_questions import How as How  # noqa: PLC0414  # and this
from engine.service.looking.looking_questions import IntegratedGradients as IntegratedGradients  # noqa: PLC0414  # and this
from engine.service.looking.looking_questions import Method as Method  # noqa: PLC0414  # and this
from engine.service.looking.looking_questions import Mute as Mute  # noqa: PLC0414  # and this
from engine.service.looking.looking_questions import Mutes as Mutes  # noqa: PLC0414  # and this
from engine.service.looking.looking_questions import Occlusion as Occlusion  # noqa: PLC0414  # and this
from engine.service.looking.looking_questions import OfLooking as OfLooking  # noqa: PLC0414  # of the table
from engine.service.looking.looking_questions import RankChannels as RankChannels  # noqa: PLC0414  # as this
from engine.service.looking.looking_questions import UseMutes as UseMutes  # noqa: PLC0414  # and this
from engine.service.looking.looking_questions import WeighMutes as WeighMutes  # noqa: PLC0414  # and this
from engine.service.looking.looking_questions import WeighOwnFilters as WeighOwnFilters  # noqa: PLC0414  # and this
from engine.service.looking.values.value_questions import ExplainStep as ExplainStep  # noqa: PLC0414  # and this
from engine.service.looking.values.value_questions import ExplainValue as ExplainValue  # noqa: PLC0414  # and this
from engine.service.model.model_file_questions import ReadModelFile as ReadModelFile  # noqa: PLC0414  # and this
from engine.service.model.model_file_questions import SaveWithModel as SaveWithModel  # noqa: PLC0414  # and this
from engine.service.model.model_file_questions import ShowModelFile as ShowModelFile  # noqa: PLC0414  # and this
from engine.service.question import Question
from engine.service.runs.coach_questions import AskCoach as AskCoach  # noqa: PLC0414  # of the table
from engine.service.runs.fork_questions import FindParent as FindParent  # noqa: PLC0414  # and this
from engine.service.runs.fork_questions import ForkFrom as ForkFrom  # noqa: PLC0414  # part of a command
from engine.service.runs.fork_questions import HoldPoint as HoldPoint  # noqa: PLC0414  # as this
from engine.service.runs.fork_questions import ListForkPoints as ListForkPoints  # noqa: PLC0414  # as this
from engine.service.runs.fork_questions import OfForks as OfForks  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import BringBackRuns as BringBackRuns  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import EmptyTrash as EmptyTrash  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import FindLastRun as FindLastRun  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import LabelRun as LabelRun  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import LightenRuns as LightenRuns  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import ListRuns as ListRuns  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import LookForRun as LookForRun  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import MeasureRuns as MeasureRuns  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import NoteStep as NoteStep  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import OfKeptRuns as OfKeptRuns  # noqa: PLC0414  # and this
from engine.service.runs.kept_runs_questions import RemoveRuns as RemoveRuns  # noqa: PLC0414  # and this
from engine.service.runs.queue_questions import AnyOfQueue as AnyOfQueue  # noqa: PLC0414  # and this
from engine.service.runs.queue_questions import ChangeQueued as ChangeQueued  # noqa: PLC0414  # and this
from engine.service.runs.queue_questions import Enqueue as Enqueue  # noqa: PLC0414  # and this
from engine.service.runs.queue_questions import HoldQueue as HoldQueue  # noqa: PLC0414  # and this
from engine.service.runs.queue_questions import ListQueue as ListQueue  # noqa: PLC0414  # and this
from engine.service.runs.queue_questions import MoveQueued as MoveQueued  # noqa: PLC0414  # and this
from engine.service.runs.queue_questions import OfQueue as OfQueue  # noqa: PLC0414  # and this
from engine.service.runs.queue_questions import WorkQueue as WorkQueue  # noqa: PLC0414  # and this
from engine.service.runs.step_questions import FindBest as FindBest  # noqa: PLC0414  # and this
from engine.service.runs.step_questions import FindEvaluations as FindEvaluations  # noqa: PLC0414  # of the table
from engine.service.runs.step_questions import ListSteps as ListSteps  # noqa: PLC0414  # as this
from engine.service.runs.step_questions import OfSteps as OfSteps  # noqa: PLC0414  # and this
from engine.service.trying.estimate_questions import EstimateTraining as EstimateTraining  # noqa: PLC0414  # of the table
from engine.service.trying.estimate_questions import MeasureTraining as MeasureTraining  # noqa: PLC0414  # as this
from engine.service.trying.rate_questions import FindRate as FindRate  # noqa: PLC0414  # of the table
from engine.service.trying.setup_questions import FindSetup as FindSetup  # noqa: PLC0414  # and this
from engine.service.trying.setup_questions import ForgetSetup as ForgetSetup  # noqa: PLC0414  # and this
from engine.service.trying.setup_questions import Tune as Tune  # noqa: PLC0414  # and this

# --- of the moment ---


class WarmUp(Question[Compute], frozen=True):
    """Load the libraries and take one tiny optimiser step, so that Train starts at once."""

    channel = "warm up"


class ShowProject(Question[Shown], frozen=True):
    """Show a project's network as its training would begin; of a broken one the layers before the first problem.

    NetworkError where not even the first layer runs; DeviceError for one that is too large.
    """

    channel = "model"
    project: Project


class Predict(Question[Prediction], frozen=True):
    """An image as the network sees it, with what is known of it and what the model takes it for, if it can answer."""

    channel = "answer"
    image: ImageRef


class Inspect(Question[LayerView], frozen=True):
    """One layer of the model for one image; of a convolution's weights one input channel, or as many as fit a view.

    None asks for the weights alone, which need no image.
    """

    channel = "layer"
    address: str
    image: ImageRef | None
    input_channel: int | None = None


class ReadWeights(Question[ExactWeights], frozen=True):
    """The exact weights of one filter or unit of a layer of the model; of a batch norm those of all channels.

    InputError where the model has no such layer, or the layer no weights.
    """

    channel = "weights"
    address: str
    index: int


class CardMaps(Question[dict[str, Values]], frozen=True):
    """For each address up to 8 maps (n, height, width), or the values (features,) of a vector."""

    channel = "cards"
    addresses: tuple[str, ...]
    image: ImageRef


class UseDataFolder(Question[None], frozen=True):
    """Where data sets are looked for from now on; images of the folder before are forgotten.

    Also those of `run`, the folder of the run that the document came from, and of the one that is shown.
    """

    channel = "data folder"
    in_order = True
    folder: Path | None
    run: Path | None = None


# --- of the thread that trains ---


class TakeNewest(Question[Shown | None], frozen=True):
    """Show the training run's weights of this moment, or once the weights that it ended with. None: nothing newer."""

    channel = "newest weights"
    run: str


# --- long ---


class ReadRun(Question[RunView], frozen=True):
    """A run as it is on disk: project, events, figures. Needs no torch."""

    channel = "open"
    long = True
    folder: Path


class CompareCurves(Question[ComparedCurves], frozen=True):
    """Curves of runs on disk, to be drawn over each other, and what tells each from the `first`. Needs no torch.

    Without a first one the first of the runs is it. Of that, `changes` are those of its rate by hand, `first_folder` is
    where it is kept, and `cross_entropy_alone` says that its evaluations tell no other loss. What has not changed since
    it was read is not read again, so this may be asked every other second.
    """

    channel = "curves"
    long = True
    runs: tuple[Path, ...]
    first: Project | None = None
    changes: tuple[RateChanged, ...] = ()
    first_folder: Path | None = None
    cross_entropy_alone: bool = False


class WatchRun(Question[RunView], frozen=True):
    """How a run that another process trains stands by now, with its steps from `since` on. Needs no torch."""

    channel = "watch"
    long = True
    folder: Path
    since: int = 0


class ShowRun(Question[Shown | None], frozen=True):
    """Show a run's newest weights, or those at a step; None where none were ever kept."""

    channel = "model"
    long = True
    folder: Path
    step: int | None = None


class FirstMistakes(Question[list[Picture]], frozen=True):
    """The first test images that what was learned takes for another class, at most `count`.

    Whatever a person muted or typed in: it is said of the run.
    """

    channel = "first mistakes"
    long = True
    count: int = 5


class NextMistake(Question[Picture | None], frozen=True):
    """The next image of a split, from index `start` on and going round, that is taken for another class: by what is
    shown, as it is muted.
    """

    channel = "next mistake"
    long = True
    split: SplitName
    start: int


class GatherReport(Question[str], frozen=True):
    """What helps to find a fault, as text: versions, logs, and of `run` what it ran on; `window` is put among it.

    `devices` asks torch for them: only once the warm-up is done.
    """

    channel = "report"
    long = True
    window: tuple[str, ...]
    run: Path | None
    devices: bool


OfShownModel: TypeAlias = OfLooking | OfTime | OfStatistics | OfEmbedding | OfPreference | OfRobustness
OfSetups: TypeAlias = FindSetup | ForgetSetup
OfTrials: TypeAlias = MeasureTraining | Tune | FindRate
Momentary: TypeAlias = (
    WarmUp
    | ShowProject
    | Predict
    | Inspect
    | ReadWeights
    | CardMaps
    | UseDataFolder
    | EstimateTraining
    | OfSetups
    | OfBeside
    | UseMutes
    | ExplainValue
    | Enlarge
    | ShowSheet
    | TryFilter
    | UseOwnFilters
    | Distort
)
AboutImages: TypeAlias = OfImages | OfBrowsing | OfSources | OfImports | OfDrawings | CheckUp
AboutRuns: TypeAlias = (
    ReadRun | WatchRun | CompareCurves | AskCoach | OfKeptRuns | AnyOfQueue | OfForks | OfSteps | OfComparison
)
AboutModels: TypeAlias = (
    ShowRun
    | ShowModelFile
    | ShowBeside
    | ReadModelFile
    | SaveWithModel
    | FirstMistakes
    | NextMistake
    | OfShownModel
    | ExplainStep
    | MeasureUpdates
)
Long: TypeAlias = AboutImages | AboutRuns | AboutModels | OfTrials | GatherReport
AnyQuestion: TypeAlias = Momentary | Long | TakeNewest
