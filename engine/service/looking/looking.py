"""Looking: long questions about the shown model, answered on copies of it, on threads of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, assert_never
from weakref import ReferenceType, ref

import torch
from msgspec.structs import replace
from torch import Tensor

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.attribution.attribution import Attribution, attribute
from engine.inspection.attribution.sanity import similarity, untrained
from engine.inspection.attribution.target import Target
from engine.inspection.attribution.wording import in_words
from engine.inspection.muting.effect import Answers, Effect, answers_to
from engine.inspection.muting.muted_net import means_for, muted_net
from engine.inspection.muting.mutes import Mute, Mutes
from engine.inspection.muting.ranking import rank
from engine.inspection.muting.sample import sample_of
from engine.inspection.own_filters.filtered_net import filtered_net
from engine.model.net import Net
from engine.project.project import Project
from engine.service.long_tasks import Task
from engine.service.looking.kept import Kept
from engine.service.looking.layers.enlarge_questions import AcrossImages, LookAcrossImages, Surveyed, SurveyFilters
from engine.service.looking.layers.enlarging import across_images, surveyed_filters
from engine.service.looking.looking_answers import ChannelCost, ClassBeside, Explained, Ranked, Weighed
from engine.service.looking.looking_questions import (
    Baseline,
    Explain,
    OfLooking,
    RankChannels,
    WeighMutes,
    WeighOwnFilters,
)
from engine.service.looking.taking import Taking

if TYPE_CHECKING:
    from engine.model.model import Model
    from engine.service.model.showing import Showing

CHANNELS = "channels"  # what is counted
LEVELS: dict[Baseline, int] = {"black": 0, "grey": 128}


@dataclass(frozen=True, eq=False)
class _Asked:
    """A copy of the shown model as it is muted, what mutes another alike, what is kept with it, and the image that is
    asked about; None: nothing is drawn.
    """

    net: Net
    muted: Callable[[Net], Net]
    project: Project
    step: int
    seen: Tensor | None
    normaliser: Normaliser
    kept: Kept


@dataclass(frozen=True, eq=False)
class _Untrained:
    """A network as it was drawn before any training, by what that depends on."""

    key: object
    net: Net


@dataclass(frozen=True, eq=False)
class _Tested:
    """A copy of the shown model, what is muted in it, and its test images; `serial` tells weights apart."""

    net: Net
    mutes: Mutes
    images: Split
    normaliser: Normaliser
    serial: int
    step: int


class Looking:
    """`taking` gives copies of what is shown."""

    def __init__(self, taking: Taking) -> None:
        self._taking = taking
        self._whole: tuple[int, ReferenceType[Split], Answers] | None = None  # what the newest model made of its sample

    def answered(self, question: OfLooking, task: Task) -> Explained | Weighed | Ranked | AcrossImages | Surveyed:
        """The answer. Raises InputError and DataError in words, and Stopped."""
        match question:
            case Explain():
                return self._explained(question, task)
            case WeighMutes():
                return self._weighed(task)
            case WeighOwnFilters():
                return self._weighed_filters(question, task)
            case RankChannels():
                return self._ranked(question, task)
            case LookAcrossImages():
                return across_images(question, self._taking, task)
            case SurveyFilters():
                return surveyed_filters(question, self._taking, task)
            case _:
                assert_never(question)

    # --- why ---

    def _explained(self, question: Explain, task: Task) -> Explained:
        def take(showing: Showing) -> _Asked:
            net = showing.model().net()  # a copy; it refuses what cannot answer
            muted = partial(muted_net, mutes=showing.mutes, means=showing.means(showing.mutes))
            shown = showing.shown
            seen = showing.seen(question.image)
            return _Asked(muted(net), muted, shown.project, shown.step, seen, showing.normaliser, showing.kept)

        asked = self._taking.copied(take, task)
        if asked.seen is None:
            return Explained(question.image, asked.step, None, None)
        x = asked.normaliser(asked.seen[None])
        with torch.inference_mode():
            taken_for = int(asked.net(x).argmax())
        target = Target(taken_for if question.wanted is None else question.wanted, question.rather_than)
        nothing = asked.normaliser(torch.full((1, *asked.net.shape), LEVELS[question.baseline], dtype=torch.uint8))
        found, random = (
            attribute(net, x, target, question.method, baseline=nothing, go_on=task.go_on)
            for net in (asked.net, asked.muted(self._random_net(asked)))
        )
        known = Explained(question.image, asked.step, target, taken_for, asked.seen.numpy())
        return _explained(known, found, random)

    def _random_net(self, asked: _Asked) -> Net:
        training, net = asked.project.training, asked.net
        key = (net.network, net.shape, net.classes, training.initialisation, training.seed)
        known: _Untrained | None = asked.kept.get(_Untrained)
        if known is None or known.key != key:
            known = asked.kept[_Untrained] = _Untrained(key, untrained(net, training.initialisation, training.seed))
        return known.net

    # --- muting ---

    def _tested(self, task: Task, unit: str = "") -> _Tested:
        return self._taking.copied(lambda showing: _tested(showing, showing.model()), task, unit)

    def _weighed(self, task: Task) -> Weighed:
        tested = self._tested(task)
        before = self._before(tested, task)
        return _weighed(tested.step, before, _answers(tested, tested.net, task) if tested.mutes else before)

    def _before(self, tested: _Tested, task: Task) -> Answers:
        """With nothing muted; known as long as the same weights are shown."""
        known = self._whole
        if known is None or known[:2] != (tested.serial, ref(tested.images)):
            sample = sample_of(tested.images, tested.net, tested.normaliser)
            known = tested.serial, ref(tested.images), answers_to(tested.net, sample, task.go_on)
            self._whole = known
        return known[2]

    def _weighed_filters(self, question: WeighOwnFilters, task: Task) -> Weighed:
        def take(showing: Showing) -> _Tested:
            return _tested(showing, showing.learned())

        tested = self._taking.copied(take, task)
        nets = (tested.net, filtered_net(tested.net, question.filters))
        return _weighed(tested.step, *(_answers(tested, net, task) for net in nets))

    def _ranked(self, question: RankChannels, task: Task) -> Ranked:
        def tell(done: int, total: int) -> None:
            task.go_on()
            task.tell("Muting one after the other", done, total, CHANNELS)

        tested, at = self._tested(task, CHANNELS), question.address
        sample = sample_of(tested.images, tested.net, tested.normaliser)
        mean = means_for(tested.net, Mutes(frozenset({Mute(at)}), question.how), tested.images, tested.normaliser)
        found = rank(tested.net, at, sample, mean.get(at), tell)
        costs = tuple(ChannelCost(*one) for one in found.costs)
        return Ranked(at, tested.step, found.whole.count, found.whole.accuracy, costs)


def _tested(showing: Showing, model: Model) -> _Tested:
    images, shown = showing.split("test"), showing.shown
    return _Tested(model.net(), showing.mutes, images, showing.normaliser, shown.serial, shown.step)


def _weighed(step: int, before: Answers, after: Answers) -> Weighed:
    classes = tuple(ClassBeside(*one) for one in Effect(before, after).classes)
    return Weighed(step, before.count, before.accuracy, after.accuracy, classes)


def _answers(tested: _Tested, net: Net, task: Task) -> Answers:
    """What a network makes of the sample with all that is muted."""
    means = means_for(net, tested.mutes, tested.images, tested.normaliser)
    sample = sample_of(tested.images, net, tested.normaliser)
    return answers_to(muted_net(net, tested.mutes, means) if tested.mutes else net, sample, task.go_on)


def _explained(known: Explained, found: Attribution, random: Attribution) -> Explained:
    """With both maps and what is to be said of them."""
    return replace(
        known,
        plane=found.plane,
        words=in_words(found.plane),
        score=found.score,
        baseline_score=found.baseline_score,
        address=found.address,
        grid=found.grid,
        random_plane=random.plane,
        random_words=in_words(random.plane),
        similarity=similarity(found.plane, random.plane),
    )
