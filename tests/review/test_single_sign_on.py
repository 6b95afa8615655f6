"""Single sign-on against a real provider on loopback: every check that is left out would show here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from httpx import Response

from domain.clock import SetClock
from domain.sign_on_policy import SingleSignOn
from review.office import Office
from review.single_sign_on import Provider as Ours
from store.repositories import audit, users
from store.repositories.audit import Wanted
from tests.review.offices import ADMIN, CLERK, ORIGIN, Visitor
from tests.servers.oidc import CLIENT, SECRET, Provider

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as opened:
        yield opened


def joined(office: Office, provider: Provider, ticking: SetClock, **more: object) -> Office:
    ticking.moment = NOW
    provider.clock = lambda: ticking.now().timestamp()
    policy = SingleSignOn.model_validate(
        {
            "issuer": provider.issuer,
            "client_id": CLIENT,
            "address": ORIGIN,
            "roles": {"ar-team": "clerk", "ar-leads": "admin", "revision": "auditor"},
            **more,
        }
    )
    return replace(office, sign_on=Ours(policy, lambda: SECRET, ticking.now))


def journey(visitor: Visitor, start: str = "/sign-in/sso") -> str:
    """Go to the provider as a browser does and return the address it sends one back to."""
    leaving = visitor.get(start)
    assert leaving.status_code == 303, leaving.text
    away = requests.get(leaving.headers["location"], allow_redirects=False, timeout=5)
    return away.headers["Location"].removeprefix(ORIGIN)


def arrive(visitor: Visitor, address: str) -> Response:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    return visitor.client.get(address, headers=headers)


@pytest.fixture
def house(office: Office, provider: Provider, ticking: SetClock) -> Office:
    return joined(office, provider, ticking)


def test_who_the_provider_names_comes_in_with_the_role_of_their_group(house: Office) -> None:
    visitor = Visitor(house)
    assert "/sign-in/sso" in visitor.get("/sign-in").text
    answer = arrive(visitor, journey(visitor, "/sign-in/sso?next=/items/1"))
    assert answer.headers["location"] == "/items/1"
    assert "dora" in visitor.get("/account").text
    assert visitor.get("/health").status_code == 403
    with house.engines.store.read() as session:
        acts = [line.action for line in audit.page(session, Wanted(who="dora"))]
    assert acts == ["signed_in", "user_added"]
    assert Visitor(house).sign_in("dora", "!").status_code == 401


def test_the_request_carries_state_nonce_and_a_hashed_challenge(house: Office, provider: Provider) -> None:
    visitor = Visitor(house)
    leaving = urlsplit(visitor.get("/sign-in/sso").headers["location"])
    asked = {name: values[0] for name, values in parse_qs(leaving.query).items()}
    assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 43 and len(asked["nonce"]) >= 43
    assert asked["redirect_uri"] == f"{ORIGIN}/sign-in/sso/back" and asked["response_type"] == "code"
    assert SECRET not in leaving.query


def test_role_follows_the_provider_at_each_sign_in(house: Office, provider: Provider) -> None:
    visitor = Visitor(house)
    arrive(visitor, journey(visitor))
    provider.claims = {"groups": ["ar-leads", "others"]}
    arrive(visitor, journey(visitor))
    assert visitor.get("/health").status_code == 200
    provider.claims = {"groups": ["others"]}
    assert arrive(visitor, journey(visitor)).status_code == 401
    assert visitor.get("/account").status_code == 303


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"azp": "another"},
        {"iss": "https://another.example"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": int(NOW.timestamp()) - 3600},
        {"exp": None},
        {"iat": int(NOW.timestamp()) + 3600},
        {"sub": None},
        {"preferred_username": None},
        {"preferred_username": "a\u202eb"},
        {"preferred_username": CLERK},
        {"preferred_username": ADMIN, "groups": ["ar-leads"]},
        {"preferred_username": "ardoise"},
        {"groups": []},
        {"groups": None},
        {"groups": {"ar-team": True}},
        {"groups": "ar"},
    ],
)
def test_claims_that_do_not_fit_let_nobody_in(
    house: Office, provider: Provider, claims: dict[str, object]
) -> None:
    provider.claims = claims
    visitor = Visitor(house)
    answer = arrive(visitor, journey(visitor))
    assert answer.status_code == 401 and "provider's word" not in answer.text
    assert visitor.get("/account").status_code == 303


@pytest.mark.parametrize("tamper", ["key", "none", "hmac"])
def test_signatures_of_others_let_nobody_in(house: Office, provider: Provider, tamper: str) -> None:
    provider.tamper = tamper
    visitor = Visitor(house)
    assert arrive(visitor, journey(visitor)).status_code == 401


def test_way_back_of_another_browser_or_of_another_time_is_refused(house: Office) -> None:
    attacker, victim = Visitor(house), Visitor(house)
    theirs = journey(attacker)
    assert arrive(victim, theirs).status_code == 401
    own = journey(victim)
    state = parse_qs(urlsplit(own).query)["state"][0]
    code = parse_qs(urlsplit(theirs).query)["code"][0]
    assert arrive(victim, f"/sign-in/sso/back?code={code}&state={state}").status_code == 401
    assert arrive(victim, own).status_code == 303
    assert arrive(victim, own).status_code == 401
    for odd in ("", "?error=access_denied", "?code=x", "?state=%ff&code=x"):
        assert arrive(Visitor(house), f"/sign-in/sso/back{odd}").status_code == 401


def test_provider_that_renews_its_keys_is_asked_again(house: Office, provider: Provider) -> None:
    from joserfc.jwk import RSAKey

    arrive(Visitor(house), journey(Visitor(house)))
    visitor = Visitor(house)
    provider.key = RSAKey.generate_key(2048, {"kid": "first"})
    assert arrive(visitor, journey(visitor)).status_code == 303


def test_provider_that_is_away_or_calls_itself_otherwise_leaves_passwords(
    office: Office, provider: Provider, ticking: SetClock
) -> None:
    provider.issuer_says = "https://another.example"
    house = joined(office, provider, ticking)
    assert Visitor(house).get("/sign-in/sso").status_code == 401
    away = joined(office, provider, ticking, issuer="http://127.0.0.1:1")
    assert Visitor(away).get("/sign-in/sso").status_code == 401
    assert Visitor(away).sign_in(CLERK).status_code == 303


def test_passwords_can_be_left_to_admins(office: Office, provider: Provider, ticking: SetClock) -> None:
    house = joined(office, provider, ticking, passwords="admins")
    assert Visitor(house).sign_in(CLERK).status_code == 401
    assert Visitor(house).sign_in(ADMIN).status_code == 303


def test_signing_out_ends_the_session_here_and_shows_the_way_out_there(
    house: Office, provider: Provider
) -> None:
    visitor = Visitor(house)
    arrive(visitor, journey(visitor))
    import re

    found = re.search(r'name="csrf" value="([^"]+)"', visitor.get("/account").text)
    visitor.csrf = found.group(1) if found else ""
    left = visitor.post("/sign-out")
    html = visitor.get(left.headers["location"]).text
    assert f"{provider.issuer}/out?client_id={CLIENT}" in html
    assert visitor.get("/account").status_code == 303


def test_account_that_an_admin_shut_stays_shut(house: Office) -> None:
    visitor = Visitor(house)
    arrive(visitor, journey(visitor))
    with house.engines.store.write() as session:
        users.get_user(session, "dora").active = False
    assert arrive(visitor, journey(visitor)).status_code == 401


def test_settings_of_single_sign_on_are_whole_and_encrypted() -> None:
    for wrong in ({"issuer": "https://a.example"}, {"issuer": "http://a.example"}):
        with pytest.raises(ValueError, match=r"needs|https"):
            SingleSignOn.model_validate(wrong)
