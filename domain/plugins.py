"""Finds plug-ins: one file each in a package, then entry points of other distributions."""

import importlib
import pkgutil
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

from domain.errors import ConfigurationError

ATTRIBUTE = "PLUGIN"
"""A plug-in module offers its object, or a tuple of objects, under this name."""


def discover(package: ModuleType, group: str) -> tuple[Any, ...]:
    """Return every plug-in of a package in order of module name, then those of an entry-point group.

    Raises ConfigurationError when two plug-ins carry the same name.
    """
    found: list[Any] = []
    for module_name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        module = importlib.import_module(f"{package.__name__}.{module_name}")
        found.extend(_offered(getattr(module, ATTRIBUTE, ())))
    for entry in sorted(entry_points(group=group), key=lambda point: point.name):
        found.extend(_offered(entry.load()))
    _no_name_twice(found, package.__name__)
    return tuple(found)


def _offered(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _no_name_twice(found: list[Any], where: str) -> None:
    names = [plugin.name for plugin in found]
    for name in names:
        if names.count(name) > 1:
            raise ConfigurationError(
                f"two plug-ins of {where} are called {name!r}; give one of them another name."
            )
