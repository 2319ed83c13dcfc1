"""Every event can be logged, read back and told on a terminal."""

from typing import get_args

import msgspec
import pytest

from engine.command.telling.progress import ProgressTold
from engine.events import AnyLogEvent, Event
from engine.project.training.budgets import Epochs
from tests.engine.sample_events import sample
from tests.engine.settings_of import named


@pytest.mark.parametrize("kind", get_args(AnyLogEvent), ids=named)
def test_every_logged_event_goes_through_the_log_and_back(kind):
    event = sample(kind)
    assert msgspec.json.decode(msgspec.json.encode(event), type=AnyLogEvent) == event


@pytest.mark.parametrize("kind", get_args(Event), ids=named)
def test_every_event_is_told_or_left_out_on_purpose(kind, capsys):
    progress = ProgressTold(10, Epochs(2))
    progress(sample(kind))
    progress.close()
