"""`ardoise process`: what the pipeline would do with files, keeping and sending nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.errors import ArdoiseError, ConfigurationError
from pipeline.desk import Desk
from pipeline.interface import ProcessOut
from pipeline.item import WorkItem
from pipeline.table import run_all
from pipeline.view import failed, view

TRUTH = ".truth.json"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to judge; `source` is its name in the output."""

    source: str
    path: Path


def inputs(paths: Sequence[str]) -> tuple[Input, ...]:
    """Return the files of the PATHs in output order.

    A folder is walked, sorted by relative path by code point; hidden files, truth files and links
    are left out. Raises ConfigurationError for a path that is not there.
    """
    found: list[Input] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found.extend(_folder(given, path))
        elif path.is_file():
            found.append(Input(given, path))
        else:
            raise ConfigurationError(f"{given} is not there; give a file or a folder.")
    return tuple(found)


def judge(one: Input, desk: Desk, largest: int) -> ProcessOut:
    """Run one file through all steps in memory; any trouble becomes its `error`."""
    item = work_item(one, desk, largest)
    return item if isinstance(item, ProcessOut) else view(item)


def work_item(one: Input, desk: Desk, largest: int) -> WorkItem | ProcessOut:
    """Return the finished work item of one file, or the failed object that says why there is none."""
    try:
        if one.path.stat().st_size > largest:
            return failed(
                one.source, f"{one.source} is larger than {largest} bytes; split it, or raise the limit."
            )
        raw = one.path.read_bytes()
    except OSError as error:
        return failed(one.source, f"{one.source} cannot be read ({error.strerror}); check its permissions.")
    try:
        item = WorkItem(one.source, raw, internal_date=desk.now(), name=one.path.name)
        return run_all(item, desk)
    except ArdoiseError as error:
        return failed(one.source, str(error))


def _folder(given: str, folder: Path) -> Iterator[Input]:
    files = []
    pending = [folder]
    while pending:
        for entry in pending.pop().iterdir():
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir():
                pending.append(entry)
            elif entry.is_file() and not entry.name.endswith(TRUTH):
                files.append(entry.relative_to(folder).as_posix())
    root = given.rstrip("/") or "/"
    for relative in sorted(files):
        yield Input(f"{root}/{relative}", folder / relative)
