"""Which field edits which type."""

from __future__ import annotations

from msgspec import inspect

from gui.appearance.numerals import numeral
from gui.forms.field_specs import FieldSpec, bare, members, structs, words
from gui.forms.fields.class_field import Classes, ClassField
from gui.forms.fields.field import ChoiceField, Field, NumberField, TruthField, WordTick
from gui.forms.fields.folder_field import FolderField
from gui.forms.fields.list_field import ListField
from gui.forms.fields.nested import MakeForm, OptionalField, UnionField
from gui.forms.fields.note_field import NoteField
from gui.forms.fields.numbers import limits
from gui.forms.fields.pair_field import PairField
from gui.forms.fields.text_fields import NumbersField, TextField

ONE_LINE = 1000  # characters; longer texts get several lines


def make_field(spec: FieldSpec, make_form: MakeForm, classes: Classes = tuple) -> Field:
    """An editor for a field of a struct; `make_form` makes the forms of structs inside it, `classes` gives the names of
    those that the data have.
    """
    if special := _described(spec, make_form, classes):
        return special
    kinds = structs(spec.type)
    if kinds:
        alone = any(isinstance(one, inspect.NoneType) for one in members(spec.type))
        return OptionalField(kinds[0], make_form) if alone else UnionField(kinds, make_form)
    plain = [one for one in members(spec.type) if not isinstance(one, inspect.LiteralType)]
    known = words(spec.type)
    return _plain_field(plain[0], known) if plain else ChoiceField({word: word for word in known})


def _described(spec: FieldSpec, make_form: MakeForm, classes: Classes) -> Field | None:
    """By what a field says beyond its type."""
    if spec.tick:
        return WordTick(spec.tick, spec.unticked)
    match spec.extra:
        case {"names": names}:
            return ChoiceField(names)
        case {"steps": steps}:
            return ChoiceField({step: _share(step) for step in steps}, _share)
        case {"zero": word} if isinstance(kind := bare(spec.type), inspect.IntType):
            return NumberField(limits(kind), zero=word)
        case {"folder": _}:
            return FolderField(spec.title)
        case {"class": True}:
            return ClassField(classes)
        case {"ordered": ordered} if isinstance(kind := bare(spec.type), inspect.VarTupleType):
            return ListField(structs(bare(kind.item_type)), make_form, ordered=ordered)
    return None


def _share(value: float) -> str:
    return f"{numeral(100 * value, '.0f')} %"


def _plain_field(kind: inspect.Type, known: tuple[str, ...]) -> Field:
    match kind:
        case inspect.BoolType():
            return TruthField()
        case inspect.IntType() | inspect.FloatType():
            return NumberField(limits(kind), known)
        case inspect.StrType():
            return NoteField() if (kind.max_length or 0) > ONE_LINE else TextField()
        case inspect.VarTupleType():
            return _tuple_field(kind, known)
    raise TypeError(f"there is no field for {kind}")


def _tuple_field(kind: inspect.VarTupleType, known: tuple[str, ...]) -> Field:
    item = bare(kind.item_type)
    if not isinstance(item, inspect.IntType | inspect.FloatType):
        raise TypeError(f"there is no field for {kind}")
    return PairField(limits(item), known) if kind.min_length == kind.max_length == 2 else NumbersField(limits(item))
