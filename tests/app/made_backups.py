"""Backups made in silence, and one whole backup for the tests of a module."""

from pathlib import Path

import pytest
import yaml

from app.backups import BackedUp, back_up
from app.settings import Settings
from domain.clock import Clock, SetClock, SystemClock
from tests.servers.relocations import NOON, furnished, settings_in


def silent(sentence: str) -> None:
    pass


def backed_up(settings: Settings, folder: Path, clock: Clock | None = None) -> BackedUp:
    return back_up(settings, folder, clock or SystemClock(), silent)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one whole backup."""
    place = tmp_path_factory.mktemp("good")
    furnished(settings_in(place)).engines.store.close()
    backed_up(settings_in(place), place / "backups", SetClock(NOON))
    return place / "backups"


def two_configs(folder: Path) -> tuple[Path, Path]:
    """Write the configuration of a furnished installation, and of an empty one beside it."""
    furnished(settings_in(folder)).engines.store.close()
    here, there = folder / "config.yaml", folder / "there" / "config.yaml"
    there.parent.mkdir()
    for config in (here, there):
        config.write_text(yaml.safe_dump({"data": "data"}))
    return here, there
