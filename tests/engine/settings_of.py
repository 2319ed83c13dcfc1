"""Every kind with its own and with other settings, found from its fields: a new kind is tried without a list."""

from contextlib import suppress

import msgspec

from engine.errors import ProjectError
from engine.typed.document import changed

# Values that are worth trying in any field; the bounds of the field decide which of them it takes.
CANDIDATES = (True, False, 1, 2, 3, 0.25, 0.5, 0.75, (1, 1), (2, 2), (3, 2), (1, 0), (2, 1), "same", "step")


def varied(value):
    """The value, and copies of it with one field changed, each field in every way that its bounds allow."""
    yield value
    for info in msgspec.structs.fields(type(value)):
        old = getattr(value, info.name)
        for candidate in CANDIDATES:
            with suppress(ProjectError):
                if candidate != old:
                    yield changed(value, **{info.name: candidate})


def named(kind):
    """How a parametrised test calls a kind."""
    return kind.__name__
