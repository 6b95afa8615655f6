"""Secrets are planted wherever one is shown; none is found in logs, pages, database or blobs."""

import io
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from domain.section import Secret
from domain.sign_on_policy import SingleSignOn
from pipeline.hooks import Target
from review.office import Office
from review.single_sign_on import Provider
from tests.review.offices import ADMIN, CLERK, PASSWORD, Visitor
from tests.review.test_api import Program, token_for

TYPED = "planted-password-typed-wrong"
FRESH = "planted-password-of-another"
SIGN_ON = "planted-secret-of-sign-on"
LINKS = b"planted-key-of-download-links"
FIGURES = "planted-token-of-figures"


def test_no_planted_secret_is_found_anywhere(office: Office, tmp_path: Path) -> None:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        secrets, pages = _visits(office)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    kept = b"".join(path.read_bytes() for path in sorted((tmp_path / "office").rglob("*")) if path.is_file())
    for secret in secrets:
        assert secret.encode() not in kept, "stored"
        assert secret not in log.getvalue(), "logged"
        assert secret not in pages, "shown"


def _visits(office: Office) -> tuple[list[str], str]:
    """Sign in rightly and wrongly, use and misuse every way in; return what was shown to whom."""
    policy = SingleSignOn.model_validate(
        {
            "issuer": "http://127.0.0.1:1",
            "client_id": "x",
            "address": "http://127.0.0.1:8642",
            "roles": {"a": "clerk"},
            "client_secret": Secret(env="PLANTED"),
        }
    )
    provider = Provider(policy, lambda: SIGN_ON, office.engines.clock.now)
    house = replace(office, sign_on=provider, link_key=LINKS, metrics_token=FIGURES)
    visitor, admin = Visitor(house), Visitor(house)
    admin.sign_in(ADMIN)
    visitor.sign_in(TYPED, TYPED)  # the form gives the typed name back to whoever typed it
    pages = [
        visitor.sign_in(CLERK, TYPED),
        visitor.get("/sign-in/sso"),
        visitor.get("/sign-in/sso/back?code=x&state=y"),
        visitor.client.get("/api/items", auth=(CLERK, TYPED)),
        visitor.client.get("/metrics", headers={"Authorization": f"Bearer {FIGURES}"}),
        admin.post("/people", {"name": "emil", "role": "clerk", "language": "en", "password": FRESH}),
        admin.post("/people", {"name": "emil", "role": "clerk", "language": "en", "password": FRESH}),
        admin.get("/people"),
    ]
    token = token_for(admin, "read")
    program = Program(house, token)
    pages += [program.client.get("/api/items"), program.client.post("/api/items/1/reopen", content=b"{")]
    with office.engines.store.engine.begin() as connection:
        connection.exec_driver_sql("alter table setting rename to elsewhere")
    pages += [admin.get("/"), admin.get("/modes"), program.client.get("/api/items")]
    with office.engines.store.engine.begin() as connection:
        connection.exec_driver_sql("alter table elsewhere rename to setting")
    pages += [admin.get("/audit"), admin.get("/tokens"), admin.get("/account/sessions"), admin.get("/health")]
    session = admin.client.cookies["ardoise"]
    shown = "".join(page.text for page in pages)
    return [TYPED, FRESH, SIGN_ON, LINKS.decode(), FIGURES, token, session, PASSWORD], shown


def test_values_that_hold_secrets_do_not_show_them(office: Office) -> None:
    house = replace(office, link_key=LINKS, metrics_token=FIGURES)
    assert FIGURES not in repr(house) and LINKS.decode() not in repr(house)
    assert Target is not None


@pytest.mark.parametrize("name", ["single_sign_on.client_secret", "webhooks.0.secret", "token_key"])
def test_a_secret_written_into_the_configuration_is_refused_without_being_repeated(
    tmp_path: Path, name: str
) -> None:
    from app.settings import load_settings
    from domain.errors import ConfigurationError

    top, _, last = name.partition(".")
    value = (
        f"[{{name: x, url: 'https://a.example', secret: {TYPED}}}]"
        if top == "webhooks"
        else f"{{{last}: {TYPED}}}"
    )
    (tmp_path / "config.yaml").write_text(f"{top}: {value if last else TYPED}\n")
    with pytest.raises(ConfigurationError) as refused:
        load_settings(tmp_path / "config.yaml")
    assert TYPED not in str(refused.value)
