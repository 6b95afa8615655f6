"""Vectors by a transformer model in a local folder, where the extra `transformers` and torch are there."""

import hashlib
import importlib
import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import ConfigurationError
from router.learned.vectors import SIZE, Encoder, Vectors, encoder, prepared

MOST_TOKENS = 256
_AT_ONCE = 16
_SEED = 20260131


def encoder_named(name: str, folder: Path | None) -> Encoder:
    """Return the encoder that a model was made with: "" is the one that ships, else that of a folder.

    Raises ConfigurationError where `routing.model_folder` does not hold it.
    """
    if not name:
        return encoder()
    if folder is None or name_of(folder) != name:
        raise ConfigurationError(
            f"the routing model was made with the vectors of {name}; set routing.model_folder to its folder, "
            "or run `ardoise router activate 0`."
        )
    return folder_encoder(folder)


def name_of(folder: Path) -> str:
    """Return what tells the model of a folder from others. Raises ConfigurationError where there is none."""
    try:
        config = (folder / "config.json").read_bytes()
        weights = sorted(one for one in folder.glob("*.safetensors"))
        if not weights:
            raise ConfigurationError(
                f"{folder} holds no *.safetensors; weights in other forms are not loaded."
            )
        sizes = [[one.name, one.stat().st_size] for one in weights]
    except OSError as error:
        raise ConfigurationError(
            f"routing.model_folder {folder} is no model's folder ({error.strerror}); it needs a config.json."
        ) from error
    return hashlib.sha256(config + json.dumps(sizes).encode()).hexdigest()[:16]


@cache
def folder_encoder(folder: Path) -> Encoder:
    """Return the encoder of a folder, loaded once a process.

    A model with a classifier's head gives the logarithms of its classes' probabilities, any other the mean
    of its last layer; either way the router learns on top. Raises ConfigurationError.
    """
    name_of(folder)
    try:
        os.environ["HF_HUB_OFFLINE"] = "1"
        torch = importlib.import_module("torch")
        transformers = importlib.import_module("transformers")
    except ImportError as error:
        raise ConfigurationError(
            "routing.model_folder needs the extra `transformers` and torch; install both "
            "(`pip install 'ardoise[transformers]' torch`), or leave it unset."
        ) from error
    return _Folder(folder, torch, transformers)


def fitted(rows: NDArray[np.float32]) -> Vectors:
    """Return rows of any width as unit rows of `SIZE`: padded, or projected by a fixed random matrix."""
    count, width = rows.shape
    if width > SIZE:
        chance = np.random.default_rng(_SEED)
        turned = chance.standard_normal((width, SIZE), dtype=np.float32) / np.float32(SIZE**0.5)
        rows = rows @ turned
    found: Vectors = np.zeros((count, SIZE), dtype=np.float32)
    found[:, : rows.shape[1]] = rows
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    found /= np.where(lengths > 0, lengths, 1)
    return found


class _Folder:
    """The libraries come in as values: without them this module loads, too."""

    def __init__(self, folder: Path, torch: Any, transformers: Any) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        heads = config.get("architectures") or [""]
        self._classifies = heads[0].endswith("ForSequenceClassification")
        kind = transformers.AutoModelForSequenceClassification if self._classifies else transformers.AutoModel
        fixed = {"local_files_only": True, "trust_remote_code": False}
        try:
            self._tokens = transformers.AutoTokenizer.from_pretrained(str(folder), **fixed)
            self._model = kind.from_pretrained(str(folder), use_safetensors=True, **fixed).eval()
        except (OSError, ValueError, ImportError) as error:
            raise ConfigurationError(f"the model in {folder} cannot be loaded ({error}).") from error
        self._torch = torch

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors; an empty text has the vector 0."""
        kept = [prepared(text) for text in texts]
        told = [place for place, text in enumerate(kept) if text]
        found: Vectors = np.zeros((len(kept), SIZE), dtype=np.float32)
        for start in range(0, len(told), _AT_ONCE):
            places = told[start : start + _AT_ONCE]
            found[places] = fitted(self._rows([kept[place] for place in places]))
        return found

    def _rows(self, texts: list[str]) -> NDArray[np.float32]:
        tokens = self._tokens(
            texts, padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt"
        )
        with self._torch.inference_mode():
            said = self._model(**tokens)
            if self._classifies:
                rows = self._torch.log_softmax(said.logits, dim=-1)
            else:
                mask = tokens["attention_mask"].unsqueeze(-1)
                rows = (said.last_hidden_state * mask).sum(1) / mask.sum(1).clamp(min=1)
        return np.asarray(rows.float().numpy(), dtype=np.float32)
