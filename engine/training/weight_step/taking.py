"""Taking the step: a throwaway copy of a training takes its next step, and what one weight goes through is noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from math import isnan, sqrt

from torch import Tensor, nn

from engine.data.dataset import Dataset
from engine.errors import InputError
from engine.model.weights import trainable_parameters
from engine.network.shapes import spelled
from engine.project.training.optimisers import Clipping
from engine.training.steps.preparation import Prepared, prepare
from engine.training.weight_step.standing import CPU, Standing
from engine.training.weight_step.weight_step import Clipped, Index, WeightStep
from engine.training.weight_step.worked_out import worked_out

LEAST = 1e-6  # that torch's clipping adds to the length


def weight_step(standing: Standing, dataset: Dataset, name: str, index: Index) -> WeightStep:
    """What the next step does to one weight: `name` is "address/weight" or the like, `index` its place, from 0.

    It is a real step of the training, of a copy on the CPU with the run's own batch, augmentation, dropout and
    optimiser, and changes nothing, also where a run trains in this process. Raises InputError for what is no weight
    that learns, and as `prepare` does.
    """
    project = standing.project
    prepared = prepare(project, dataset, CPU, standing.legs, standing.setup, apart=True)
    with closing(prepared):
        if standing.checkpoint is not None and standing.records is not None:
            prepared.go_on_from(standing.checkpoint, standing.records)
        parameters = trainable_parameters(prepared.net)
        return _Observed(prepared, standing, parameters, name, _checked(parameters, name, index)).taken()


def _checked(parameters: Mapping[str, Tensor], name: str, index: Index) -> Index:
    if name not in parameters:
        raise InputError(f"“{name}” is no weight that learns.", "A frozen layer, and statistics, stay as they are.")
    shape = tuple(parameters[name].shape)
    if len(index) != len(shape) or not all(0 <= at < size for at, size in zip(index, shape, strict=True)):
        wanted = ", ".join(map(str, index))
        raise InputError(f"“{name}” has {spelled(shape)} weights: none is at ({wanted}).", "Count from 0.")
    return index


class _Observed:
    """One step, with an eye on one weight."""

    def __init__(
        self, prepared: Prepared, standing: Standing, parameters: Mapping[str, nn.Parameter], name: str, index: Index
    ) -> None:
        self._prepared, self._standing = prepared, standing
        self._parameters, self._name, self._index = parameters, name, index
        self._gradient = 0.0
        self._squares = 0.0  # of all gradients together

    def taken(self) -> WeightStep:
        trainer, weight = self._prepared.trainer, self._parameters[self._name]
        before, kept, rate = self._at(weight), self._kept(), trainer.rate
        for name, parameter in self._parameters.items():
            parameter.register_post_accumulate_grad_hook(self._noting(name))  # type: ignore[no-untyped-call]  # torch leaves it untyped
        trainer.advance()
        records = trainer.fetch()
        clipped = self._clipped(self._standing.project.training.clipping)
        gradient = self._gradient * (clipped.factor if clipped else 1.0)
        lines = worked_out(self._standing.project.training.optimiser, before, gradient, rate, kept)
        return WeightStep(
            name=self._name,
            index=self._index,
            step=trainer.step,
            images=int(records["images"][0]),
            loss=float(records["loss"][0]),
            before=before,
            gradient=self._gradient,
            clipped=clipped,
            rate=rate,
            lines=lines,
            after=self._at(weight),
            remark=self._standing.remark,
        )

    def _noting(self, name: str) -> Callable[[Tensor], None]:
        def note(parameter: Tensor) -> None:
            gradient = parameter.grad
            if gradient is not None:
                self._squares += float(gradient.double().square().sum())
                if name == self._name:
                    self._gradient = self._at(gradient)

        return note

    def _kept(self) -> dict[str, float]:
        """What the optimiser keeps of the weight; nothing before the first step."""
        begins = f"{self._name}/"
        return {
            name.removeprefix(begins): self._at(tensor) if tensor.ndim else float(tensor)
            for name, tensor in self._prepared.stepper.tensors().items()
            if name.startswith(begins)
        }

    def _clipped(self, clipping: Clipping | None) -> Clipped | None:
        if clipping is None:
            return None
        length = sqrt(self._squares)
        factor = clipping.norm / (length + LEAST)
        return Clipped(length, clipping.norm, factor if isnan(factor) else min(1.0, factor))

    def _at(self, tensor: Tensor) -> float:
        return float(tensor.detach()[self._index])
