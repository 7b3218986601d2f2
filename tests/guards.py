"""The guards that stand around every test, as a pytest plugin.

A test that leaves something alive, logs a warning or blocks the GUI thread fails, whatever it asserted. A
test that already failed is not judged again: its traceback keeps its objects alive.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Generator, Iterator

import pytest

from tests import leaks
from tests.gui_thread import GuiThreadBlocked, forbid_blocking_calls_on_gui_thread, watch_new_connections

__all__ = ["ExpectedWarnings", "GuiThreadBlocked", "forbid_blocking_calls_on_gui_thread"]

_MUCH_GARBAGE = 50_000  # objects that came and have not gone since the last collection
_FAILED = pytest.StashKey[bool]()


class ExpectedWarnings(logging.Handler):
    """Collects what is logged at WARNING and above, and knows which of it the test announced."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._logged: list[str] = []
        self._patterns: list[str] = []

    def __call__(self, pattern: str) -> None:
        """Announce: a logged warning matches this regular expression before the test ends."""
        self._patterns.append(pattern)

    def emit(self, record: logging.LogRecord) -> None:
        self._logged.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def verdict(self) -> list[str]:
        surprises = [line for line in self._logged if not any(re.search(p, line) for p in self._patterns)]
        missing = [p for p in self._patterns if not any(re.search(p, line) for line in self._logged)]
        return [
            *(f"logged without being expected: {line}" for line in surprises),
            *(f"expected, but never logged: {pattern}" for pattern in missing),
        ]


def pytest_configure() -> None:
    watch_new_connections()


def pytest_collection_finish() -> None:
    # What the imports made stays for the whole run. Set aside, it does not cost each test's collection 100
    # ms.
    gc.collect()
    gc.freeze()
    # As in the program: a collection on a stream's thread may destroy what is Qt's.
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    if gc.get_count()[0] > _MUCH_GARBAGE:
        gc.collect()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


@pytest.fixture(autouse=True)
def expected_warnings(request: pytest.FixtureRequest) -> Iterator[ExpectedWarnings]:
    """A test that provokes a warning says so: `expected_warnings("database is locked")`."""
    log = ExpectedWarnings()
    logging.getLogger().addHandler(log)
    try:
        yield log
    finally:
        logging.getLogger().removeHandler(log)
    _judge(request, log.verdict())


@pytest.fixture(autouse=True)
def gui_thread_never_waits(request: pytest.FixtureRequest) -> Iterator[None]:
    if not _uses_qt(request):
        yield
        return
    findings = []
    try:
        with forbid_blocking_calls_on_gui_thread():
            yield
    except GuiThreadBlocked as blocked:
        findings.append(str(blocked))
    _judge(request, findings)


@pytest.fixture(autouse=True)
def nothing_survives(request: pytest.FixtureRequest) -> Iterator[None]:
    qt = _uses_qt(request)
    before = leaks.take(qt=qt)
    yield
    if not _failed(request):
        _judge(request, [f"survived the test: {leak}" for leak in leaks.leaks_since(before, qt=qt)])


def _uses_qt(request: pytest.FixtureRequest) -> bool:
    return "qapp" in request.fixturenames


def _failed(request: pytest.FixtureRequest) -> bool:
    return bool(request.node.stash.get(_FAILED, False))


def _judge(request: pytest.FixtureRequest, findings: list[str]) -> None:
    if findings and not _failed(request):
        pytest.fail("\n".join(findings), pytrace=False)
