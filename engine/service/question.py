"""Question: the base of all that the window may ask of the engine; the table is `engine.service.questions`."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

import msgspec

Answer = TypeVar("Answer")


class Question(msgspec.Struct, Generic[Answer], frozen=True):
    """Base of all questions; the table says what its class promises."""

    channel: ClassVar[str] = ""
    long: ClassVar[bool] = False
    in_order: ClassVar[bool] = False
