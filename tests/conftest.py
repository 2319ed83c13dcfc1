"""What every test stands on: a home of its own, no window on the screen, no thread left behind, real data if there is.

Imports neither Qt nor torch, so that the engine's tests run where Qt is not installed or lacks its system libraries.
"""

import atexit
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from gui.window import qt_libraries
from tests.examples import examples
from tests.widgets import delete_widgets, undressing

ROOT = Path(__file__).resolve().parent.parent
UNPACK = ROOT.parent / "shared" / "data" / "unpack"
DATA_CACHE = Path(tempfile.gettempdir()) / "layerscope-test-data"
NO_DATA = "MNIST is not here (set LAYERSCOPE_TEST_DATA to a folder that holds MNIST/raw and FashionMNIST/raw)"
JOIN_SECONDS = 30.0  # that a thread may take to end, on a busy machine
PROCESSES = 2  # a third needs a third core, and another gigabyte
TESTS_OF_THE_WINDOW = (ROOT / "tests" / "gui", ROOT / "tests" / "journeys")
# Most of them need no screen; the sentence names what a window on a screen needs, so that one command is enough.
QT_PROBLEM = qt_libraries.qt_problem("offscreen") and qt_libraries.qt_problem("xcb")


def _temporary_home() -> Path:
    """A home that lives as long as this process; Qt and platformdirs look these variables up when first used."""
    home = Path(tempfile.mkdtemp(prefix="layerscope-test-home-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    return home


def _keep_compiled_modules() -> None:
    """Where Python keeps none, each of the many processes that tests start would compile the whole program and torch.

    Those of the tests are kept beside what pytest keeps; `__pycache__` stays as empty as it was asked to be.
    """
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode, sys.pycache_prefix = False, str(ROOT / ".pytest_cache" / "compiled")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


_keep_compiled_modules()
HOME = _temporary_home()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")  # several torch threads on few busy cores are slower, not faster

hypothesis.settings.register_profile(
    "layerscope", max_examples=examples(40), deadline=None, derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("layerscope")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Without Qt there is no pytest-qt: it would end the run. Its settings are known all the same, so that one
    configuration serves everywhere.
    """
    if QT_PROBLEM:
        pluginmanager.set_blocked("pytest-qt")
    if importlib.util.find_spec("pytestqt") is None:
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "pytest-qt is not installed here")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks
def pytest_cmdline_main(config: pytest.Config) -> None:
    """The whole suite runs in two processes, unless `-n` says otherwise; a part of it in one, which begins sooner."""
    if _is_whole(config) and config.pluginmanager.hasplugin("xdist") and config.option.numprocesses is None:
        config.option.numprocesses, config.option.dist = PROCESSES, "worksteal"


def _is_whole(config: pytest.Config) -> bool:
    """Whether nobody named any tests; a process that pytest-xdist started has its part, and starts none."""
    return config.args_source is config.ArgsSource.TESTPATHS and not hasattr(config, "workerinput")


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Iterator[None]:
    """Halves of characters, as names of files may hold, cannot be sent to another process: they are spelled out."""
    return _sendable((yield))


def _sendable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    if isinstance(value, dict):
        return {name: _sendable(part) for name, part in value.items()}
    return type(value)(map(_sendable, value)) if isinstance(value, list | tuple) else value


class Skipped(pytest.Collector):
    """A folder of tests that counts as skipped; not even its conftest.py is read."""

    def collect(self) -> list[pytest.Item]:
        pytest.skip(QT_PROBLEM)


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Where Qt cannot be used, the tests of the window are skipped."""
    if QT_PROBLEM and path in TESTS_OF_THE_WINDOW:
        return Skipped.from_parent(parent, name=path.name, path=path)
    return None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say once, at the very end, what would bring skipped tests back."""
    yield
    if QT_PROBLEM:
        terminalreporter.section("The tests of the window are skipped")
        terminalreporter.write_line(QT_PROBLEM)
    for line in _skipped(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(line)


def _skipped(reports: Sequence[pytest.TestReport]) -> list[str]:
    """A line for each reason, with how many tests it kept from running."""
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in reports if report.longrepr)
    return [
        f"{count:,} {'test was' if count == 1 else 'tests were'} skipped: {reason}"
        for reason, count in reasons.items()
        if reason != QT_PROBLEM and not reason.startswith("got empty parameter set")  # a table without entries
    ]


@pytest.fixture(scope="session")
def fresh_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One for each test in turn; pytest would look through all before for the next free number."""
    whole = tmp_path_factory.mktemp("users")
    return (whole / str(number) for number in count())


@pytest.fixture(autouse=True)
def user_folders(fresh_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Fresh folders for settings, data and state; the cache is shared, as fonts are indexed there."""
    folder = next(fresh_folders)
    folder.mkdir()
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    return folder


def _left_running(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads started since that do not end. Foreign ones (Qt's, torch's, tqdm's) do not count."""
    started = [thread for thread in threading.enumerate() if thread not in before and not _is_foreign(thread)]
    for thread in started:
        thread.join(JOIN_SECONDS)
    return [thread for thread in started if thread.is_alive()]


def _is_foreign(thread: threading.Thread) -> bool:
    return isinstance(thread, threading._DummyThread) or type(thread).__name__ == "TMonitor"


@pytest.fixture(autouse=True)
def no_thread_left_running():
    """Fail the test that leaves a thread behind: it would disturb the tests after it, and hang a person's exit."""
    before = set(threading.enumerate())
    yield
    left = _left_running(before)
    if left:
        pytest.fail(f"left running: {', '.join(thread.name for thread in left)}")


@pytest.fixture(autouse=True)
def no_widget_left(request: pytest.FixtureRequest):
    """Deletes what a test leaves, pages that were never put into a window among it; the next finds the usual look."""
    undress = undressing(request.getfixturevalue("qapp")) if "qapp" in request.fixturenames else None
    yield
    delete_widgets()
    if undress is not None:
        undress()


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> object:
    """In place of pytest-qt's; it loads Qt, so only a test of the window may ask for it."""
    from tests.patient_bot import PatientBot

    return PatientBot(request)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """A torchvision root with MNIST and Fashion-MNIST: LAYERSCOPE_TEST_DATA, or unpacked once from ../shared/data."""
    if named := os.environ.get("LAYERSCOPE_TEST_DATA"):
        return Path(named)
    if not UNPACK.exists():
        pytest.skip(NO_DATA)
    if not DATA_CACHE.exists():
        _unpack_into(DATA_CACHE)
    return DATA_CACHE


def _unpack_into(target: Path) -> None:
    """Unpack aside, then rename: two test runs at once never see half a data set."""
    aside = Path(tempfile.mkdtemp(prefix=f"{target.name}-", dir=target.parent))
    subprocess.run([sys.executable, UNPACK, aside, "mnist", "fashion-mnist"], check=True, stdout=subprocess.DEVNULL)
    try:
        aside.rename(target)
    except OSError:
        shutil.rmtree(aside)
        if not target.exists():
            raise
