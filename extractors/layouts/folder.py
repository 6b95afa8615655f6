"""Templates as files: PAYER/NAME.yaml, and NAME.sample.json.gz with what each was taught by."""

import gzip
import os
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from domain.codec import from_json, to_json
from domain.errors import ConfigurationError
from domain.layouts import LayoutTemplate, Sample
from extractors.layouts.yaml_form import LARGEST, from_yaml, to_yaml

SAMPLE = ".sample.json.gz"
_LARGEST_SAMPLE = 64_000_000
"""Bytes of unpacked samples of one template."""
_NOT_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Stored:
    """A template with its file."""

    path: Path
    template: LayoutTemplate


def load_folder(folder: Path) -> tuple[Stored, ...]:
    """Return the templates of a folder, by payer and name; () for a folder that is not there.

    Raises ConfigurationError that names the first file that is no template, or two of one name.
    """
    found: dict[str, Stored] = {}
    for path in sorted(folder.glob("*/*.yaml")):
        template = load_file(path)
        if template.name in found:
            raise ConfigurationError(
                f"{path} and {found[template.name].path} are both called {template.name}; rename one."
            )
        found[template.name] = Stored(path, template)
    return tuple(found.values())


def load_file(path: Path) -> LayoutTemplate:
    """Return the template of one file. Raises ConfigurationError."""
    try:
        if path.stat().st_size > 4 * LARGEST:
            raise ConfigurationError(f"the template {path} is larger than {LARGEST} bytes; it is not one.")
        return from_yaml(path.read_text("utf-8"), path)
    except OSError as error:
        raise ConfigurationError(f"the template {path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"the template {path} is not written in UTF-8; save it so.") from error


def save(folder: Path, template: LayoutTemplate, samples: Sequence[Sample]) -> Path:
    """Write a template and its samples, each whole or not at all; return the YAML file's path.

    Without samples none are written, and those that lie there stay.

    Raises ConfigurationError where the folder cannot be written.
    """
    path = folder / folder_name(template.payer) / f"{template.name}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if samples:
            body = gzip.compress(to_json(tuple(samples), tuple[Sample, ...]), mtime=0)
            _replace(path.with_name(template.name + SAMPLE), body)
        _replace(path, to_yaml(template).encode("utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"the template cannot be written to {path} ({error.strerror}); give a folder that can."
        ) from error
    return path


def samples_of(path: Path) -> tuple[Sample, ...]:
    """Return the samples beside a template's file, () where there are none.

    Raises ConfigurationError for a file that holds none.
    """
    beside = path.with_name(path.stem + SAMPLE)
    if not beside.is_file():
        return ()
    try:
        with gzip.open(beside) as packed:
            body = packed.read(_LARGEST_SAMPLE + 1)
        if len(body) > _LARGEST_SAMPLE:
            raise ConfigurationError(
                f"{beside} unpacks to more than {_LARGEST_SAMPLE} bytes; it holds no samples."
            )
        samples: tuple[Sample, ...] = from_json(tuple[Sample, ...], body)
    except (OSError, EOFError, ValidationError) as error:
        raise ConfigurationError(
            f"{beside} holds no samples that can be read; teach the layout again."
        ) from error
    return samples


def folder_name(payer: str) -> str:
    """Return a payer's name as the name of a folder and of templates: "ACME Corp." -> "acme-corp"."""
    plain = unicodedata.normalize("NFKD", payer.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return _NOT_NAME.sub("-", plain).strip("-")[:60] or "payer"


def free_name(payer: str, taken: Sequence[str]) -> str:
    """Return the first free name of the payer's templates: "acme-corp-2"."""
    stem = folder_name(payer)
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _replace(path: Path, body: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
