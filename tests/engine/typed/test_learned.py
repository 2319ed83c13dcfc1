"""Two threads that first read a struct at once crash msgspec, and the program with it: all is learned at import."""

import subprocess
import sys
import textwrap

LOOK = """
    import gc, importlib, pkgutil
    import msgspec
    import engine

    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        importlib.import_module(module.name)


    def kinds(base):
        for kind in base.__subclasses__():
            yield kind
            yield from kinds(kind)


    def is_read(kind):
        # nothing reads what an analysis or an estimate comes to, what the window is told, what no log keeps, lists and
        # places, what a search for a rate found; a proof is read by a process that has one thread
        if kind.__module__ == "engine.events":
            return issubclass(kind, engine.events.LogEvent)
        if kind.__module__ in ("engine.project.recipes", "engine.runs.collection.recipe"):
            return False
        if kind.__name__ in ("RunSummary", "Gap", "Tuned", "TriedSetup", "KeptPoint", "KeptPoints", "FoundRate"):
            return False
        return not {"analysis", "estimate", "service", "proof_steps", "view"}.intersection(kind.__module__.split("."))


    def is_learned(kind):
        return any(type(part).__name__ == "StructInfo" for part in gc.get_referents(kind))


    class Unread(msgspec.Struct):
        pass


    assert not is_learned(Unread)
    # bases are never read
    found = {
        kind
        for kind in kinds(msgspec.Struct)
        if kind.__module__.startswith("engine.") and not kind.__subclasses__() and is_read(kind)
    }
    print(len(found), *(kind for kind in found if not is_learned(kind)))
"""


def test_every_struct_that_is_read_is_learned_once_its_module_is_loaded():
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(LOOK)], capture_output=True, text=True, check=True)
    count, *unlearned = done.stdout.split()
    assert int(count) > 50
    assert not unlearned
