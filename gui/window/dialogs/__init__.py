"""Dialogs: help, settings, a problem's report, questions before something is done."""
