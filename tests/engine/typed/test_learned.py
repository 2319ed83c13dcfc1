"""Two threads that first read a struct at once crash msgspec, and the program with it: all is learned at import."""

import subprocess
import sys
import textwrap

RACE = """
    import contextlib, importlib, pkgutil, sys, threading
    import msgspec
    import engine

    sys.setswitchinterval(1e-6)
    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        importlib.import_module(module.name)


    def kinds(base):
        for kind in base.__subclasses__():
            yield kind
            yield from kinds(kind)


    def is_read(kind):
        # nothing reads what an analysis comes to, what the window is told, what no log keeps, and the lines of lists
        if kind.__module__ == "engine.events":
            return issubclass(kind, engine.events.LogEvent)
        if kind.__module__ in ("engine.project.recipes", "engine.runs.recipe") or kind.__name__ == "RunSummary":
            return False
        return not {"analysis", "service"}.intersection(kind.__module__.split("."))


    # bases are never read
    found = [
        kind
        for kind in kinds(msgspec.Struct)
        if kind.__module__.startswith("engine.") and not kind.__subclasses__() and is_read(kind)
    ]
    together = threading.Barrier(8)


    def read_all():
        for kind in reversed(found):  # those made of others before those
            together.wait(60)
            for name in reversed(kind.__struct_fields__):
                with contextlib.suppress(msgspec.ValidationError):
                    msgspec.convert({name: {}}, kind)


    threads = [threading.Thread(target=read_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(len(found))
"""


def test_every_struct_may_be_read_first_by_many_threads_at_once():
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(RACE)], capture_output=True, text=True, check=False, timeout=110
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50
