"""Settings: remembered, and a broken or unwritable file loses nothing."""

import json
from pathlib import Path

import pytest

from gui.state.settings import RECENT, Settings, SettingsFile


def test_settings_come_back(tmp_path: Path):
    path = tmp_path / "settings.json"
    SettingsFile(path).change(theme="dark", zoom=1.5, layout={"zones": (1, 2, 3)})
    value = SettingsFile(path).value
    assert (value.theme, value.zoom, value.layout) == ("dark", 1.5, {"zones": (1, 2, 3)})


def test_a_broken_file_is_said_and_the_usual_settings_used(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_bytes(b"{broken")
    settings = SettingsFile(path)
    assert settings.value.theme == "system"
    assert "cannot be read" in settings.unread
    assert kept_aside(path) == b"{broken"


def kept_aside(path: Path) -> bytes:
    return path.with_name("settings.json.broken").read_bytes()


BAD = [{"zoom": 9.0}, {"theme": "pink"}, {"threads": -1}, {"layout": [1]}, {"recent": 3}, {"geometry": [1] * 9}]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: next(iter(bad)))
@pytest.mark.parametrize("version", [1, 2, "x"])
def test_one_bad_value_takes_no_other_with_it(tmp_path: Path, bad: dict[str, object], version: object):
    path = tmp_path / "settings.json"
    good = {"data_folder": "/my/data", "runs_folder": "/my/runs", "advice": False, "chart_folded": False}
    path.write_text(json.dumps({"version": version, **good, **bad}))
    broken = path.read_bytes()
    settings = SettingsFile(path)
    settings.change(compact_cards=True)
    [name] = bad
    again = SettingsFile(path)
    for file in (settings, again):
        assert (file.value.data_folder, file.value.runs_folder, file.value.advice) == ("/my/data", "/my/runs", False)
        assert getattr(file.value, name) == getattr(Settings(), name)
    assert again.value.compact_cards
    assert (settings.unread != "", settings.problem, again.unread) == (True, "", "")
    assert kept_aside(path) == broken


def test_what_could_not_be_read_is_named_for_as_long_as_the_program_runs(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_text('{"zoom": 9, "recent": 3, "theme": "dark"}')
    settings = SettingsFile(path)
    settings.change(threads=2)
    assert "Recent" in settings.unread
    assert "Size" in settings.unread
    assert "settings.json.broken" in settings.unread
    assert "Theme" not in settings.unread


def test_a_broken_file_that_cannot_be_put_aside_is_never_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"zoom": 9, "data_folder": "/my/data"}')

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refused)
    settings = SettingsFile(path)
    settings.change(threads=2)
    assert (settings.value.data_folder, settings.value.threads) == ("/my/data", 2)
    assert "no settings are saved" in settings.problem
    assert path.read_bytes() == b'{"zoom": 9, "data_folder": "/my/data"}'


def test_a_file_of_a_newer_program_is_read(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"theme": "light", "hologram": true}')
    assert SettingsFile(path).value.theme == "light"


def test_an_unwritable_folder_is_said_and_the_change_still_holds(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    settings = SettingsFile(blocked / "settings.json")
    settings.change(theme="dark")
    assert settings.value.theme == "dark"
    assert "cannot be saved" in settings.problem


def test_recent_files_are_few_and_each_once(tmp_path: Path):
    settings = SettingsFile(tmp_path / "settings.json")
    for index in range(RECENT + 5):
        settings.remember(tmp_path / f"{index}.json")
    settings.remember(tmp_path / "7.json")
    assert len(settings.value.recent) == RECENT
    assert settings.value.recent[0].endswith("7.json")
    assert len(set(settings.value.recent)) == RECENT


def test_those_of_a_newer_program_are_told_and_never_written_over(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_text('{"version": 7, "theme": {"day": "light"}}')
    file = SettingsFile(path)
    assert file.value == Settings()
    assert "(version 7 of this file; this program knows up to 3)" in file.problem
    file.change(threads=3)
    assert (file.value.threads, path.read_text()) == (3, '{"version": 7, "theme": {"day": "light"}}')


def test_a_chart_that_was_folded_still_is_where_it_may_be_unfolded(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"version": 1, "chart_folded": true, "layout": {"zones": [420, 560, 290], "centre": [30, 640]}}')
    value = SettingsFile(path).value
    assert value.layout == {"zones": (420, 560, 290), "page inspect": (0, 1)}


def test_a_window_of_a_hundred_thousand_million_pixels_is_as_usual(tmp_path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"version": 2, "theme": "dark", "geometry": [0, 0, 100000000000, 100000000000]}')
    file = SettingsFile(path)
    assert (file.value.theme, file.value.geometry) == ("dark", ())
