"""The stored model is read as it was written, decides with reasons, and a broken one is refused."""

import json
import time
from dataclasses import replace

import numpy as np
import pytest

from domain.errors import ConfigurationError
from domain.mail import Address, Mail
from domain.pages import Document
from domain.policy import Company, Routing
from domain.words import Intent, Look, Medium, Route
from router.learned import files
from router.learned.comparing import compare
from router.learned.example import Example
from router.learned.features import features_of
from router.learned.figures import Figures
from router.learned.fitting import laid, train
from router.learned.judged import INTENTS
from router.learned.model import Model
from router.learned.vectors import SIZE, encoder, prepared
from router.standing import standings
from router.table import decide
from router.understanding import subject_of_mail, understand
from tests.router.bare_mail import BARE

COMPANY = Company(name="Ours")
TEXT = "Could you please send us the invoice INV-1001 once more? We cannot find it anywhere."


def mail(text: str, subject: str = "") -> Mail:
    return replace(
        BARE,
        subject=subject,
        senders=(Address("clerk@customer.example"),),
        text=text,
        new_text=text,
    )


@pytest.fixture(scope="module")
def model() -> Model:
    found = files.load()
    assert found is not None
    return found


def features(text: str):
    subject = subject_of_mail(mail(text), (), None, Routing())
    return features_of(subject, standings(subject), encoder())


def test_model_is_the_same_after_being_stored(model: Model) -> None:
    again = files.from_bytes(files.to_bytes(model))
    one, other = model.judge(features(TEXT)), again.judge(features(TEXT))
    assert one.intents == pytest.approx(other.intents)
    assert files.to_files(model) == files.to_files(again)
    assert (again.version, again.points[:5]) == (model.version, model.points[:5])


def test_shipped_model_is_small_and_its_evaluation_stands_beside_it(model: Model) -> None:
    assert sum(one.stat().st_size for one in files.FOLDER.iterdir()) < 10_000_000
    told = json.loads((files.FOLDER / files.EVALUATION).read_text(encoding="utf-8"))
    assert told["version"] == model.version
    assert {"families", "languages"} <= set(told)


@pytest.mark.parametrize("fault", ["missing", "cut", "form", "evidence", "infinite", "shape"])
def test_broken_model_is_refused_with_its_mend(model: Model, fault: str) -> None:
    stored = files.to_files(model)
    about = json.loads(stored[files.ABOUT])
    if fault == "missing":
        del stored[files.ARRAYS]
    elif fault == "cut":
        stored[files.ARRAYS] = stored[files.ARRAYS][:1000]
    elif fault in ("form", "evidence"):
        about[fault] = 0 if fault == "form" else ["other"]
        stored[files.ABOUT] = json.dumps(about).encode()
    else:
        stored[files.ARRAYS] = _spoilt(stored[files.ARRAYS], fault)
    with pytest.raises(ConfigurationError, match="make model"):
        files.from_files(stored)


def _spoilt(content: bytes, fault: str) -> bytes:
    import io

    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    dense = arrays["weights_dense"].copy()
    dense[0, 0] = np.inf
    arrays["weights_dense"] = dense if fault == "infinite" else dense[:-1]
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def test_folder_without_a_model_is_none_and_the_rules_decide(tmp_path) -> None:
    assert files.load(tmp_path) is None
    subject = subject_of_mail(mail(TEXT), (), None, Routing())
    decided = decide(subject, Routing(), None, None)
    assert (decided.route.intent, decided.reason) == (Intent.INVOICE_COPY_REQUEST, None)


def test_decision_quotes_the_sentence_that_decided(model: Model) -> None:
    text = (
        "Good morning from a rainy Tuesday.\nHe never saw the paper bill, kindly let him have it once more."
    )
    subject = subject_of_mail(mail(text), (), None, Routing())
    route = decide(subject, Routing(), None, model).route
    assert route.evidence
    assert "«" in route.evidence[0]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (TEXT, Intent.INVOICE_COPY_REQUEST),
        ("Die Ware kam beschädigt an, wir zahlen die Rechnung 4711 nicht.", Intent.DISPUTE),
        ("Hemos ordenado hoy la transferencia de 1.200,00 € por la factura F-77.", Intent.PAYMENT_ADVICE),
        ("A quale ordine si riferisce la fattura 2026/77?", Intent.PO_INQUIRY),
        ("Wij betalen de factuur volgende week vrijdag.", Intent.PROMISE_TO_PAY),
    ],
    ids=str,
)
def test_plain_mails_are_understood(model: Model, text: str, intent: Intent) -> None:
    subject = subject_of_mail(mail(text), (), None, Routing())
    assert decide(subject, Routing(), None, model).route.intent is intent


def test_threshold_of_the_configuration_outranks_the_computed_one(model: Model) -> None:
    never = Routing(thresholds=dict.fromkeys(Route, 1.0))
    always = Routing(thresholds=dict.fromkeys(Route, 0.0))
    subject = subject_of_mail(mail(TEXT), (), None, never)
    assert not decide(subject, never, None, model).route.auto
    assert decide(subject, always, None, model).route.auto


def test_stricter_precision_lets_less_act(model: Model) -> None:
    subject = subject_of_mail(mail("We paid INV-1001 yesterday by transfer."), (), None, Routing())
    acting = [decide(subject, Routing(precision=wanted), None, model).route.auto for wanted in (0.6, 0.9999)]
    assert acting == [True, False]


def test_attached_advice_settles_the_route(model: Model) -> None:
    document = Document("a.pdf", "", Medium.PDF, "application/pdf", look=Look.ADVICE, look_reason="its title")
    subject = subject_of_mail(mail("see attached, thanks"), (document,), None, Routing())
    route = decide(subject, Routing(), None, model).route
    assert (route.intent, route.auto) == (Intent.PAYMENT_ADVICE, True)
    assert "a.pdf" in route.evidence[0]


def test_dispute_comes_with_its_likeliest_reason() -> None:
    found = understand(mail("Twelve boxes were invoiced, only nine came."), (), None, Routing(), COMPANY)
    assert found.reason is not None
    assert 0 < found.reason_confidence <= 1


def test_vectors_are_those_that_the_model_was_made_with(model: Model) -> None:
    texts = ["We paid the invoice.", "Die Ware ist beschädigt.", "¿Me reenvía la factura?", ""]
    vectors = encoder().encode(texts)
    assert vectors.shape == (4, SIZE)
    assert np.allclose(np.linalg.norm(vectors[:3], axis=1), 1, atol=1e-3)
    assert not vectors[3].any()
    assert np.allclose(encoder().encode(texts[:1]), vectors[:1], atol=1e-3)


def test_long_numbers_and_addresses_do_not_shift_a_vector() -> None:
    assert prepared("Invoice 2026-118 see https://pay.example/x?y=1 now") == prepared(
        "Invoice 9988/77 see now"
    )


class Words:
    """Vectors by words alone: enough to train a small model in no time."""

    def encode(self, texts):
        found = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                found[row, sum(map(ord, word)) % SIZE] += 1
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)


def small_set() -> list[Example]:
    said = {
        Intent.PAYMENT_ADVICE: "we have paid invoice {} by transfer today",
        Intent.INVOICE_COPY_REQUEST: "please send a copy of invoice {} again",
        Intent.PO_INQUIRY: "which purchase order belongs to invoice {}",
    }
    return [
        Example(
            subject_of_mail(mail(f"{words.format(number)} thanks {'ab'[number % 2]}"), (), None, Routing()),
            intent,
            family=f"{intent}{number // 2}",
            language="en",
        )
        for intent, words in said.items()
        for number in range(1000, 1024)
    ]


def test_training_twice_gives_the_same_model_that_knows_its_mails() -> None:
    from router.learned.features import features_of_many

    examples = small_set()
    found = features_of_many([one.subject for one in examples], Words())
    one, other = train(laid(examples, found)), train(laid(examples, found))
    assert files.digest(one.model) == files.digest(other.model)
    assert sum(outcome.right for outcome in one.outcomes) / len(examples) > 0.95
    judged = one.model.judge(found[0])
    assert (judged.intent, len(judged.intents)) == (Intent.PAYMENT_ADVICE, len(INTENTS))
    assert not one.foreign


def figures(**changed) -> Figures:
    plain = {
        "mails": 100,
        "macro_f1": 0.9,
        "by_language": {"en": 0.9, "fr": 0.9},
        "by_route": {route.value: 0.9 for route in Route},
        "intents_right": 0.9,
        "reasons_macro_f1": 0.8,
        "also_precision": 0.9,
        "also_recall": 0.3,
        "calibration_error": 0.02,
        "calibration_interval": (0.01, 0.03),
        "bank_recall": 0.9,
    }
    return Figures(**(plain | changed))


@pytest.mark.parametrize(
    ("worse", "named"),
    [
        ({"macro_f1": 0.88}, "macro-F1"),
        ({"by_language": {"en": 0.9}}, "fr is missing"),
        ({"by_route": {**{route.value: 0.9 for route in Route}, "dispute": 0.8}}, "dispute"),
        ({"calibration_error": 0.06}, "confidence"),
        ({"bank_recall": 0.8}, "bank"),
    ],
    ids=str,
)
def test_worse_model_is_refused_with_the_reason(worse: dict, named: str) -> None:
    assert compare(figures(), figures()).accepted
    found = compare(figures(), figures(**worse))
    assert not found.accepted
    assert named in " ".join(found.reasons)


def test_mail_is_routed_in_little_time(model: Model) -> None:
    text = " ".join([TEXT] * 9)
    subjects = [subject_of_mail(mail(f"{text} {number}"), (), None, Routing()) for number in range(6)]
    decide(subjects[0], Routing(), None, model)
    started = time.process_time()
    for subject in subjects[1:]:
        decide(subject, Routing(), None, model)
    assert (time.process_time() - started) / 5 < 0.1
