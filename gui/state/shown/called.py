"""Called: a run's project with its classes called as the document calls them now."""

from __future__ import annotations

from engine.project.data.renaming import unnamed
from engine.project.project import Project
from engine.typed.document import changed


def called_as_in(document: Project, project: Project) -> Project:
    """The project with the document's names of its classes, where both are about the same images; else as it is."""
    ours, theirs = document.data.source, project.data.source
    if ours == theirs or unnamed(ours) != unnamed(theirs):
        return project
    return changed(project, data=changed(project.data, source=ours))


def otherwise_called(old: Project, new: Project) -> bool:
    """Whether an edit gave classes other names."""
    return old.data.source != new.data.source and unnamed(old.data.source) == unnamed(new.data.source)
