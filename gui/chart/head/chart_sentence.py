"""The chart in one sentence, for whoever does not see it: where the curve stands, which way it goes, and the best."""

from __future__ import annotations

import math

from engine.project.training.training_settings import LossKind
from gui.appearance.numerals import loss, numeral, percent
from gui.chart.plot.curves import SPLITS, Evaluations, RunCurves

LOSS_NAMES: dict[LossKind, str] = {"cross-entropy": "loss", "squared-error": "squared error"}
TREND_SHARE, SHORTEST_TREND = 0.1, 20  # of the steps so far, over which the curve falls or rises
TREND = 0.03  # of its value: less is no change
STRENGTH = 0.98  # the smoothing that a trend is read from: some fifty steps


def sentence(run: RunCurves) -> str:
    """Step 1,250 of 1,500, epoch 5: loss 0.130, falling; test accuracy 96.05 %, best 96.30 % at epoch 4."""
    figures = "; ".join([*_training(run), *_evaluated(run)])
    return f"{_where(run)}: {figures}." if figures else f"{_where(run)}."


def _where(run: RunCurves) -> str:
    """Step 1,250 of 1,500, epoch 5; of a run that has ended the steps that it took."""
    step, epoch = run.last_step, run.epoch_at(run.last_step)
    total = f" of {numeral(run.total_steps)}" if run.total_steps and not run.ended else ""
    return f"Step {numeral(step)}{total}" + (f", epoch {epoch}" if epoch else "")


def _training(run: RunCurves) -> list[str]:
    if not len(run.loss):
        return []
    now = float(run.loss.smoothed(STRENGTH)[-1])
    named = f"{LOSS_NAMES[run.loss_kind]} {loss(now)}"
    return [f"{named}, {trend(run)}" if math.isfinite(now) else named]


def trend(run: RunCurves) -> str:
    """Whether the smoothed loss falls, rises or hardly changes, over the last tenth of the steps."""
    smooth = run.loss.smoothed(STRENGTH)
    before = max(SHORTEST_TREND, round(len(smooth) * TREND_SHARE))
    if len(smooth) <= before:
        return "just begun"
    then, now = float(smooth[-1 - before]), float(smooth[-1])
    change = (now - then) / max(abs(then), 1e-12)
    return "falling" if change < -TREND else "rising" if change > TREND else "hardly changing"


def _evaluated(run: RunCurves) -> list[str]:
    return [_accuracy(run, split, run.evaluations[split]) for split in SPLITS if len(run.evaluations[split])]


def _accuracy(run: RunCurves, split: str, evaluations: Evaluations) -> str:
    """The newest accuracy on a split, and the best where that is an earlier one."""
    last = evaluations.accuracy[-1]
    if not math.isfinite(last):
        return f"{split} accuracy not a number"
    best = max(range(len(evaluations)), key=lambda at: (_known(evaluations.accuracy[at]), at))
    said = f"{split} accuracy {percent(last)}"
    if evaluations.accuracy[best] <= last:
        return f"{said}, the best so far" if len(evaluations) > 1 else said
    step, epoch = evaluations.steps[best], run.epoch_at(evaluations.steps[best])
    where = f"epoch {epoch}" if epoch else f"step {numeral(step)}"
    return f"{said}, best {percent(evaluations.accuracy[best])} at {where}"


def _known(accuracy: float) -> float:
    return accuracy if math.isfinite(accuracy) else -1.0
