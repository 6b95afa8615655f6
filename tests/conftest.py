"""What every test may use."""

from datetime import UTC, datetime

import pytest

from domain.clock import SetClock
from tests.soaking import pytest_runtest_makereport, pytest_runtest_setup  # noqa: F401 - hooks


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at noon of a Monday until it is moved."""
    return SetClock(datetime(2026, 11, 16, 12, 0, tzinfo=UTC))
