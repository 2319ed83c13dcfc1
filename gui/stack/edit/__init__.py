"""Editing the stack: what keys, menus and drops do to the document."""
