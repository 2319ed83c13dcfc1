"""Kept: what was found out about the shown model and takes a while to find again, by what it is.

It is the shown model's own: with another one, or with other images, it goes.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Kept: TypeAlias = dict[type, Any]
