"""Makes sure that nobody else owns the flat package names that Ardoise uses."""

import importlib.util
from pathlib import Path

from domain.errors import ConfigurationError

PACKAGES = (
    "app",
    "disputes",
    "domain",
    "extractors",
    "intake",
    "jobs",
    "ledger",
    "matching",
    "pipeline",
    "responders",
    "review",
    "router",
    "store",
)


def refuse_foreign_names() -> None:
    """Raise ConfigurationError when a package of one of our names comes from elsewhere."""
    home = Path(__file__).resolve().parent.parent
    for name in PACKAGES:
        found = importlib.util.find_spec(name)
        origin = Path(found.origin).resolve() if found and found.origin else None
        if origin is None or origin.parent.parent != home:
            raise ConfigurationError(
                f"the Python package {name!r} comes from {origin or 'nowhere'}, not from Ardoise; "
                "install Ardoise into an environment of its own."
            )
