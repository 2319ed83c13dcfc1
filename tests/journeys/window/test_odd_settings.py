"""Whatever stands in the file of the settings, the window begins: with what is good of it, else as usual."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from gui import app
from gui.state.settings import Settings, SettingsFile
from tests.journeys.conftest import Opened

NUMBERS = st.one_of(
    st.integers(-5, 5), st.sampled_from([-(2**70), -(2**31) - 1, 40_000, 10**11, 2**63, 2**70]), st.floats()
)
ODD_WORDS = ("", "\0", "a\0b", "\ud800", "last", "gallery", "/", "..", "cuda", "-", "zones", "page runs", "é" * 5000)
WORDS = st.one_of(st.text(max_size=8), st.sampled_from(ODD_WORDS))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=6,
)
PLACES = st.sampled_from(["zones", "page runs", "page ", "centre", ""])
SHAPED = {
    "version": st.sampled_from([1, 2]),
    "layout": st.dictionaries(PLACES, st.lists(NUMBERS, max_size=3)),
    "geometry": st.lists(st.sampled_from([0, 800, -40_000, 40_000, 10**11]), min_size=4, max_size=4),
    "recent": st.lists(WORDS),
}
ANY = st.dictionaries(st.sampled_from([one.name for one in fields(Settings)]), VALUES, max_size=3)


def test_no_content_of_the_file_keeps_the_window_from_beginning(opened: Opened, tmp_path: Path) -> None:
    person = opened(ready=False)
    frame, path = person.frame, tmp_path / "odd.json"

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(ANY | st.fixed_dictionaries({}, optional=SHAPED))
    @example({"geometry": [0, 0, 10**11, 10**11]})
    def begin(content: dict[str, Any]) -> None:
        path.write_text(json.dumps(content))
        file = SettingsFile(path)
        person.shared.settings.value = file.value
        app.first_project(file.value)
        app.open_last(person.window)
        person.window.view_choices.restore()
        person.pages.runs.table.choose_columns(
            file.value.runs_columns, file.value.runs_columns_asked, file.value.runs_sorted_by
        )
        assert frame.width() < 10_000

    begin()
