"""Runs that are listed: what a table shows of them."""

from gui.runs.column_choice import KEYS


def titles(page):
    model = page.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def shown_columns(table):
    header = table.horizontalHeader()
    order = sorted(range(len(KEYS)), key=header.visualIndex)
    return [KEYS[column] for column in order if not table.isColumnHidden(column)]
