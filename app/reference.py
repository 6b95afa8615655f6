"""Writes the reference pages of settings and commands out of the code: `python -m app.reference`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
import typer.main

from app.cli import command_line
from app.settings import Settings
from domain.section import Section

FOLDER = Path("docs/reference")


def settings_page() -> str:
    """Return the page of all settings."""
    rows = "\n".join(_rows(Settings, ""))
    return (
        "# Settings\n\nEvery setting of `config.yaml`, its default and what it does. "
        "`config.local.yaml` lies over it; unknown settings are errors.\n\n"
        f"| setting | default | what it does |\n|---|---|---|\n{rows}\n"
    )


def commands_page() -> str:
    """Return the page of all commands."""
    root = typer.main.get_command(command_line())
    parts = "\n".join(_command(root, "ardoise"))
    return (
        "# Commands\n\nExit codes: 0 all well, 1 at least one error, 2 usage or configuration (nothing was "
        f"done), 130 stopped. Results go to standard output, progress and logs to standard error.\n{parts}\n"
    )


def _rows(model: type[Section], above: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        section = _section(field.annotation)
        if section is not None and not field.description:
            yield from _rows(section, f"{above}{name}.")
            continue
        default = "required" if field.is_required() else _shown(field.get_default(call_default_factory=True))
        yield f"| `{above}{name}` | `{default}` | {' '.join((field.description or '').split())} |"
        if section is not None:
            yield from _rows(section, f"{above}{name}[].")


def _section(annotation: Any) -> type[Section] | None:
    candidates = [annotation, *getattr(annotation, "__args__", ())]
    return next((kind for kind in candidates if isinstance(kind, type) and issubclass(kind, Section)), None)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(part)}" for key, part in value.items())
    if isinstance(value, tuple):
        return "[" + ", ".join(_shown(part) for part in value) + "]"
    if isinstance(value, Section):
        return "; ".join(f"{name}: {_shown(part)}" for name, part in value)
    return "null" if value is None else str(value)


def _command(command: Any, name: str) -> Iterator[str]:
    if hasattr(command, "commands"):
        for part in sorted(command.commands):
            yield from _command(command.commands[part], f"{name} {part}")
        return
    context = typer.Context(command, info_name=name)
    yield f"\n## `{command.get_usage(context).removeprefix('Usage: ')}`\n\n{command.help or ''}\n"
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record and parameter.name != "help":
            yield f"- `{record[0]}` {' '.join(record[1].split())}"


if __name__ == "__main__":
    (FOLDER / "settings.md").write_text(settings_page(), encoding="utf-8")
    (FOLDER / "commands.md").write_text(commands_page(), encoding="utf-8")
