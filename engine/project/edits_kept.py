"""What a person put right about images and called their classes, kept where they are brought in anew."""

from __future__ import annotations

from engine.project.data.corrections import AnyCorrection, Corrections, classes_left, wrong
from engine.project.data.own_images import AnyOwnImages, ClassRename, OwnImages
from engine.project.data.renaming import wrong_names
from engine.project.data.sources import AnySource
from engine.typed.document import changed


def with_edits_of(source: AnyOwnImages, before: AnySource) -> AnyOwnImages:
    """What lies in a place now, with the corrections and names of what lay there before, as far as they still fit.

    A class may have come or gone since; nothing is taken over from images of another place.
    """
    if not isinstance(before, OwnImages) or before.path != source.path:
        return source
    corrections = before.corrections if not wrong(source.classes, before.corrections) else _fitting(source, before)
    return _named(changed(source, corrections=corrections, renamed=()), before.renamed)


def _fitting(source: AnyOwnImages, before: OwnImages) -> Corrections:
    """Those of classes that are still there, in their order; two classes stay."""
    kept: tuple[AnyCorrection, ...] = ()
    for one in before.corrections:
        left = classes_left(source.classes, kept)
        if all(name in left for name in one.speaks_of) and len(classes_left(source.classes, (*kept, one))) > 1:
            kept = (*kept, one)
    return kept


def _named(source: AnyOwnImages, names: tuple[ClassRename, ...]) -> AnyOwnImages:
    """With these names, but for one that another class has by now."""
    named = changed(source, renamed=tuple(one for one in names if one.found in source.classes))
    if not wrong_names(named):
        return named
    for one in named.renamed:
        more = changed(source, renamed=(*source.renamed, one))
        source = source if wrong_names(more) else more
    return source
