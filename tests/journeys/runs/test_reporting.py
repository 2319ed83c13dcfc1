"""Reporting a problem: from the menu, and from what nobody foresaw."""

import pytest
from PySide6.QtWidgets import QMessageBox

from engine.version import version
from gui.window.dialogs.report_dialog import ReportDialog
from tests.journeys.person import Person


def report(person: Person) -> ReportDialog:
    """The dialog, once all is gathered."""
    (dialog,) = person.frame.findChildren(ReportDialog)
    person.wait(dialog.save.isEnabled)
    return dialog


def test_a_report_holds_the_run_that_is_shown_and_what_it_ran_on(window: Person) -> None:
    window.train()
    window.wait(lambda: window.ended)
    window.chrome.actions["report"].trigger()
    dialog = report(window)
    text = dialog.report.toPlainText()
    assert f"Layerscope {version()}" in text
    assert f"The run shown: {window.shared.run.current.id}" in text
    assert "environment.json:" in text
    assert "events.jsonl" in text
    assert "Devices: cpu" in text
    assert "offscreen" in text
    dialog.close()
    window.wait(lambda: not window.frame.findChildren(ReportDialog))


def test_one_that_is_closed_before_it_is_gathered_is_no_harm(window: Person) -> None:
    for _ in range(3):
        window.chrome.actions["report"].trigger()
        (dialog,) = window.frame.findChildren(ReportDialog)
        dialog.close()
        window.wait(lambda: not window.frame.findChildren(ReportDialog))
    assert "unexpected" not in [message.level for message in window.said]


def test_the_unexpected_offers_it(window: Person) -> None:
    window.shared.messages.unexpected(RuntimeError("a bug"))
    (box,) = window.frame.findChildren(QMessageBox)
    (button,) = (one for one in box.buttons() if "Report" in one.text())
    button.click()
    dialog = report(window)
    assert "RuntimeError: a bug" in dialog.report.toPlainText()
    dialog.close()


def test_about_names_the_version_and_the_libraries(window: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "about", lambda *words: said.extend(words[1:]))
    window.chrome.actions["about"].trigger()
    assert f"Layerscope {version()}" in said[1]
    assert "torch 2" in said[1]
