"""Lets `make soak` go on where it stopped: passed tests are not run again, a round ends within its time."""

import json
import os
import time

import pytest

from tests.servers.installations import ROOT

KEPT = ROOT / "var" / "soak"
"""What was reached so far; remove it to begin anew."""
_PASSED = KEPT / "passed.json"
_BUDGET = float(os.environ.get("SOAK_SECONDS", "2700"))
"""Seconds after which no further test or round is begun, so that one `make soak` takes at most 50 minutes."""
_STARTED = time.monotonic()


def out_of_time() -> bool:
    """Tell whether this round's time is used up."""
    return time.monotonic() - _STARTED > _BUDGET


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a soak test that passed in an earlier round, or for which no time is left."""
    if item.get_closest_marker("soak") is None:
        return
    if item.nodeid in _passed():
        pytest.skip("passed in an earlier round")
    if out_of_time():
        pytest.skip("no time is left in this round; run make soak again")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):  # type: ignore[no-untyped-def]
    """Note each soak test that passed."""
    outcome = yield
    report = outcome.get_result()
    if item.get_closest_marker("soak") is not None and report.when == "call" and report.passed:
        KEPT.mkdir(parents=True, exist_ok=True)
        _PASSED.write_text(json.dumps(sorted({*_passed(), item.nodeid}), indent=1))


def _passed() -> frozenset[str]:
    return frozenset(json.loads(_PASSED.read_text())) if _PASSED.is_file() else frozenset()
