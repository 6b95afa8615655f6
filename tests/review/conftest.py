"""A filled office for each test, copied from one that is made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.clock import SetClock
from review.office import Office
from tests.review import offices
from tests.review.offices import ADMIN, CLERK, NOON, Visitor
from tests.servers import stores


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose mails were worked."""
    folder = tmp_path_factory.mktemp("filled")
    offices.fill(folder, stores.sqlite_template(tmp_path_factory.mktemp("template")))
    return folder


@pytest.fixture
def ticking() -> SetClock:
    """The office's clock."""
    return SetClock(NOON)


@pytest.fixture
def office(filled_folder: Path, tmp_path: Path, ticking: SetClock) -> Iterator[Office]:
    """An office of its own, with the same mails."""
    folder = tmp_path / "office"
    shutil.copytree(filled_folder, folder)
    opened = offices.office_in(folder, ticking)
    yield opened
    opened.engines.store.close()


@pytest.fixture
def stranger(office: Office) -> Visitor:
    """Somebody who is not signed in."""
    return Visitor(office)


@pytest.fixture
def clerk(office: Office) -> Visitor:
    """A clerk who is signed in."""
    visitor = Visitor(office)
    visitor.enter(CLERK)
    return visitor


@pytest.fixture
def admin(office: Office) -> Visitor:
    """An admin who is signed in."""
    visitor = Visitor(office)
    visitor.enter(ADMIN)
    return visitor
