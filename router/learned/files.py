"""Keeps a model as arrays and JSON, never as anything that could run, and loads it again."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.errors import ConfigurationError
from domain.words import Route
from router.learned import bank_doubt
from router.learned.blocks import SHARES, Blocks, Shelf
from router.learned.doubting import BankDoubt
from router.learned.evidence import NAMES
from router.learned.model import WIDTH, Model, Point
from router.learned.ngrams import Group
from router.learned.sentence_matters import MATTERS, SentenceMatters
from router.learned.sentence_matters import WIDTH as MARKS
from router.learned.trust import TERMS
from router.learned.vectors import SIZE

FOLDER = Path(__file__).parent / "model"
"""Where the model that ships with the program lies."""
ARRAYS, ABOUT, EVALUATION = "arrays.npz", "model.json", "evaluation.json"
FORM = 4
"""Counts up when the form changes, or what a model looks at."""
LARGEST = 64_000_000
"""Bytes of a file; more is no model of ours."""
_ROUTES = tuple(Route)
Arrays = Mapping[str, NDArray[np.generic]]


def to_files(model: Model) -> dict[str, bytes]:
    """Return the model's two files; equal models give equal bytes."""
    arrays = _arrays(model)
    about = {
        "form": FORM,
        "version": model.version,
        "encoder": model.encoder,
        "evidence": list(NAMES),
        "shares": dict(model.blocks.shares),
        "sharpness": round(model.sharpness, 6),
        "trust": dict(zip(TERMS, (round(one, 6) for one in model.trust), strict=True)),
        "also_from": round(model.also_from, 6),
        "bank": dict(zip(bank_doubt.TERMS, (round(one, 6) for one in model.doubt.weights), strict=True)),
        "bank_from": round(model.doubt.flag_from, 6),
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return {ARRAYS: buffer.getvalue(), ABOUT: (json.dumps(about, indent=1) + "\n").encode()}


def from_files(files: Mapping[str, bytes]) -> Model:
    """Return the model of those files.

    Raises ConfigurationError where they are no model, or one of another form.
    """
    try:
        about = json.loads(files[ABOUT])
        if (
            about["form"] != FORM
            or tuple(about["evidence"]) != NAMES
            or tuple(about["trust"]) != TERMS
            or tuple(about["bank"]) != bank_doubt.TERMS
        ):
            raise ConfigurationError(
                "the routing model was made by another version of Ardoise; make it anew with `make model`."
            )
        with np.load(io.BytesIO(files[ARRAYS]), allow_pickle=False) as stored:
            arrays: Arrays = {name: stored[name] for name in stored.files}
        return _model(about, arrays)
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, EOFError) as error:
        raise ConfigurationError(
            f"the routing model cannot be read ({error}); make it anew with `make model`."
        ) from error


def to_bytes(model: Model) -> bytes:
    """Return the model in one piece, for keeping it elsewhere."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in to_files(model).items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def from_bytes(content: bytes) -> Model:
    """Return the model of `to_bytes`. Raises ConfigurationError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = [entry.file_size for entry in archive.infolist()]
            if sum(sizes) > LARGEST:
                raise ConfigurationError("the routing model is larger than any model of ours.")
            return from_files({name: archive.read(name) for name in archive.namelist()})
    except zipfile.BadZipFile as error:
        raise ConfigurationError(f"the routing model cannot be read ({error}).") from error


def load(folder: Path = FOLDER) -> Model | None:
    """Return the model of a folder, None where it holds none. Raises ConfigurationError for a broken one."""
    try:
        files = {name: (folder / name).read_bytes() for name in (ARRAYS, ABOUT)}
    except FileNotFoundError:
        return None
    return from_files(files)


@cache
def shipped() -> Model | None:
    """Return the model that ships with the program, loaded once a process."""
    return load()


def digest(model: Model) -> str:
    """Return the SHA-256 of the model's bytes."""
    return hashlib.sha256(to_bytes(model)).hexdigest()


def _arrays(model: Model) -> dict[str, NDArray[np.generic]]:
    found: dict[str, NDArray[np.generic]] = {
        "bias": model.bias,
        "scale": model.blocks.scale,
        "sentences": model.sentences.weights.astype(np.float16),
        "point_route": np.array([_ROUTES.index(one.route) for one in model.points], dtype=np.uint8),
        "point_confidence": np.array([one.confidence for one in model.points], dtype=np.float32),
        "point_weight": np.array([one.weight for one in model.points], dtype=np.float32),
        "point_right": np.array([one.right for one in model.points], dtype=np.bool_),
    }
    for name, weights in model.weights.items():
        found[f"weights_{name}"] = weights.astype(np.float16)
    for group, shelf in model.blocks.shelves.items():
        found[f"keys_{group.value}"] = shelf.keys
        found[f"telling_{group.value}"] = shelf.telling.astype(np.float16)
    return found


def _shelves(arrays: Arrays) -> dict[Group, Shelf]:
    return {
        group: Shelf(
            arrays[f"keys_{group.value}"].astype(np.uint32),
            arrays[f"telling_{group.value}"].astype(np.float32),
        )
        for group in Group
    }


def _points(arrays: Arrays) -> tuple[Point, ...]:
    rows = zip(
        arrays["point_route"].tolist(),
        arrays["point_confidence"].tolist(),
        arrays["point_right"].tolist(),
        arrays["point_weight"].tolist(),
        strict=True,
    )
    return tuple(Point(_ROUTES[route], sure, bool(right), weight) for route, sure, right, weight in rows)


def _model(about: Mapping[str, object], arrays: Arrays) -> Model:
    shelves = _shelves(arrays)
    weights = {
        name: arrays[f"weights_{name}"].astype(np.float32)
        for name in ("dense", *(group.value for group in Group))
    }
    _fits(weights, shelves, arrays)
    trust, shares, bank = about["trust"], about["shares"], about["bank"]
    if not isinstance(trust, dict) or not isinstance(shares, dict) or not isinstance(bank, dict):
        raise ValueError("`trust`, `shares` or `bank` is no mapping")
    return Model(
        blocks=Blocks(
            shelves, arrays["scale"].astype(np.float32), {kind: float(shares[kind]) for kind in SHARES}
        ),
        weights=weights,
        bias=arrays["bias"].astype(np.float32),
        sentences=SentenceMatters(arrays["sentences"].astype(np.float32)),
        sharpness=float(str(about["sharpness"])),
        trust=tuple(float(trust[term]) for term in TERMS),
        points=_points(arrays),
        also_from=float(str(about["also_from"])),
        doubt=BankDoubt(
            tuple(float(bank[term]) for term in bank_doubt.TERMS), float(str(about["bank_from"]))
        ),
        version=str(about["version"]),
        encoder=str(about.get("encoder", "")),
    )


def _fits(weights: Mapping[str, NDArray[np.float32]], shelves: Mapping[Group, Shelf], arrays: Arrays) -> None:
    """Raise ValueError where the arrays do not belong together."""
    wanted = {
        "dense": 2 * SIZE + len(NAMES) + MARKS,
        **{group.value: len(one.keys) for group, one in shelves.items()},
    }
    for name, length in wanted.items():
        if weights[name].shape != (length, WIDTH) or not np.isfinite(weights[name]).all():
            raise ValueError(f"weights of {name} have the form {weights[name].shape}")
    if arrays["bias"].shape != (WIDTH,) or arrays["scale"].shape != (len(NAMES),):
        raise ValueError("bias or scale have another form")
    if arrays["sentences"].shape != (SIZE + 1, len(MATTERS) + 1):
        raise ValueError("the weights of sentences have another form")
    if not np.isfinite(arrays["sentences"]).all():
        raise ValueError("the weights of sentences are not finite")
