"""Where the files that come with Ardoise lie, in a checkout and in an installed package."""

from pathlib import Path

from domain.errors import ConfigurationError

_HERE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the path of a shipped file or folder: "samples", "config.yaml".

    Raises ConfigurationError when the installation lacks it.
    """
    for root in (_HERE.parent, _HERE / "shipped"):
        if (root / name).exists():
            return root / name
    raise ConfigurationError(f"this installation lacks its {name}; install Ardoise again.")
