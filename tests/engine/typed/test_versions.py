"""Versions: older documents are brought up one step after the other, newer ones are refused in words."""

from typing import Annotated, Literal

import pytest
from msgspec import Meta

from engine.errors import NewerVersion, ProjectError
from engine.typed.document import Document
from engine.typed.versions import Format


class Lamp(Document, frozen=True):
    watts: Annotated[int, Meta(ge=0, title="Power")]
    colour: str = "white"
    version: Literal[3] = 3


class Room(Document, frozen=True):
    lamp: Lamp
    version: Literal[1] = 1


def with_watts(raw):
    """Version 1 had the power as text, “40 W”."""
    return {"watts": int(raw["power"].partition(" ")[0])} | {name: raw[name] for name in raw if name != "power"}


def with_colour(raw):
    """Version 2 knew warm light and nothing else."""
    warm = {name: raw[name] for name in raw if name != "warm"}
    return {**warm, "colour": "yellow" if raw.get("warm") else "white"}


LAMP = Format("lamp", Lamp, (with_watts, with_colour))
ROOM = Format("room", Room, parts={"lamp": LAMP})


def said(text, one=LAMP, error=ProjectError):
    with pytest.raises(error) as caught:
        one.read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        b'{"power": "40 W", "warm": true}',
        b'{"version": 1, "power": "40 W", "warm": true}',
        b'{"version": 2, "watts": 40, "warm": true}',
        b'{"version": 3, "watts": 40, "colour": "yellow"}',
    ],
)
def test_any_older_version_is_brought_up(text):
    assert LAMP.read(text) == Lamp(40, "yellow")
    assert ROOM.read(b'{"lamp": ' + text + b"}") == Room(Lamp(40, "yellow"))


def test_what_is_brought_up_stays_as_it_was():
    old = {"lamp": {"power": "40 W", "warm": True}}
    ROOM.converted(old)
    assert old == {"lamp": {"power": "40 W", "warm": True}}


@pytest.mark.parametrize("text", [b'{"version": 4, "watts": 40}', b'{"version": 4}', b'{"version": 4, "new": [1]}'])
def test_a_newer_version_is_refused_with_both_versions(text):
    sentence = "It was saved by a newer Layerscope (version 4 of this file; this program knows up to 3)."
    assert said(text, error=NewerVersion) == f"{sentence} Update the program to open it."
    assert said(b'{"lamp": ' + text + b"}", ROOM, NewerVersion).startswith(sentence)


@pytest.mark.parametrize("number", ["9" * 15, "9" * 30, "9" * 9000])
def test_a_version_beyond_all_bounds_is_refused_in_words(number):
    said(f'{{"version": {number}, "watts": 1}}'.encode())


@pytest.mark.parametrize("version", ["0", "-1"])
def test_a_version_that_never_was_is_told_with_those_that_were(version):
    assert said(f'{{"version": {version}, "watts": 1}}'.encode()) == f"Version: {version} is not known. Known: 1 to 3."
    assert LAMP.brought_up({"version": int(version)}) == {"version": int(version)}, "what is good of it can be saved"


@pytest.mark.parametrize("version", ["0", "-1", "true", "null", '"3"', "3.5", "[3]", "{}", "1e400"])
def test_what_is_no_version_is_refused_in_words(version):
    assert "ersion" in said(f'{{"version": {version}, "watts": 1}}'.encode()) or version == "1e400"


@pytest.mark.parametrize("power", ["3", "null", "[]", '"much"', "{}"])
def test_an_older_one_that_is_not_whole_is_refused_in_words(power):
    sentence = "It is of version 1, and not whole."
    assert said(f'{{"power": {power}}}'.encode()).startswith(sentence)
    assert said(b"{}").startswith(sentence)


@pytest.mark.parametrize("text", [b"[]", b"3", b"null", b'"lamp"', b"", b"\xff", b'{"version": 3}'])
def test_what_is_no_such_document_is_refused_in_words(text):
    assert said(text)


def test_a_mistake_after_bringing_up_names_its_field():
    assert said(b'{"power": "-5 W"}') == "Power: must be at least 0, not -5."


def test_a_struct_whose_version_is_not_that_of_the_last_upgrade_is_refused():
    with pytest.raises(TypeError, match="Lamp needs the field `version: Literal\\[2\\] = 2`"):
        Format("lamp", Lamp, (with_watts,))
