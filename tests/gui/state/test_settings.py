"""Settings: remembered, and a broken or unwritable file loses nothing."""

from pathlib import Path

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
    assert "cannot be read" in settings.problem


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
    assert "(version 7 of this file; this program knows up to 2)" in file.problem
    file.change(threads=3)
    assert (file.value.threads, path.read_text()) == (3, '{"version": 7, "theme": {"day": "light"}}')


def test_a_chart_that_was_folded_still_is_where_it_may_be_unfolded(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"version": 1, "chart_folded": true, "layout": {"zones": [420, 560, 290], "centre": [30, 640]}}')
    value = SettingsFile(path).value
    assert value.layout == {"zones": (420, 560, 290), "page inspect": (0, 1)}
