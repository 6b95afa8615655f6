"""Signing in: generic refusals, ever longer waits, sessions that end, tokens that change."""

from dataclasses import replace
from datetime import timedelta

from argon2 import extract_parameters
from argon2.low_level import Type

from domain.clock import SetClock
from review import throttle
from review.office import Office
from review.passwords import fits, hash_password
from review.throttle import Kind
from store.repositories import users
from tests.review.offices import CLERK, PASSWORD, Visitor


def test_password_hashes_meet_the_minimum_of_owasp() -> None:
    found = extract_parameters(hash_password(PASSWORD))
    assert found.type is Type.ID
    assert found.memory_cost >= 19 * 1024 and found.time_cost >= 2


def test_unknown_user_and_wrong_password_look_the_same(stranger: Visitor) -> None:
    wrong = stranger.sign_in(CLERK, "not the password")
    unknown = stranger.sign_in("nobody", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert _bare(wrong.text, CLERK) == _bare(unknown.text, "nobody")
    assert not fits(None, PASSWORD)


def test_guessing_one_name_is_slowed_to_one_try_a_minute_and_the_owner_gets_in_again(
    office: Office, ticking: SetClock
) -> None:
    visitor = Visitor(office)
    for _ in range(15):
        assert visitor.sign_in(CLERK, "guess guess guess").status_code == 401
    assert visitor.sign_in(CLERK).status_code == 401
    with office.engines.store.read() as session:
        counted = users.login_attempt(session, Kind.NAME.subject(CLERK))
    assert counted is not None and counted.failures == 6
    ticking.sleep(61)
    assert visitor.sign_in(CLERK).status_code == 303
    with office.engines.store.read() as session:
        assert users.login_attempt(session, Kind.NAME.subject(CLERK)) is None


def test_many_names_from_one_address_are_slowed_too(office: Office) -> None:
    now = office.engines.clock.now()
    with office.engines.store.write() as session:
        for _ in range(20):
            throttle.count(session, Kind.ADDRESS, "testclient", now)
    visitor = Visitor(office)
    assert visitor.sign_in("somebody", "guess guess guess").status_code == 401
    assert visitor.sign_in(CLERK).status_code == 401
    with office.engines.store.read() as session:
        assert throttle.wait(session, Kind.ADDRESS, "testclient", now) > timedelta()


def test_session_ends_when_idle_and_after_its_longest_time(office: Office, ticking: SetClock) -> None:
    visitor = Visitor(office)
    visitor.sign_in(CLERK)
    for _ in range(13):
        ticking.sleep(55 * 60)
        assert visitor.get("/").status_code == 200
    ticking.sleep(10 * 60)
    assert visitor.get("/").status_code == 303
    visitor.sign_in(CLERK)
    ticking.sleep(61 * 60)
    assert visitor.get("/").headers["location"] == "/sign-in?next=/"


def test_each_sign_in_has_a_new_token_and_the_old_one_ends(office: Office) -> None:
    visitor = Visitor(office)
    visitor.sign_in(CLERK)
    first = visitor.client.cookies["ardoise"]
    assert len(first) >= 43
    visitor.post("/sign-out")
    assert visitor.get("/").status_code == 303
    visitor.sign_in(CLERK)
    assert visitor.client.cookies["ardoise"] != first
    visitor.client.cookies.set("ardoise", first, domain="127.0.0.1")
    other = Visitor(office)
    other.client.cookies.set("ardoise", first)
    assert other.get("/").status_code == 303


def test_cookie_is_out_of_reach_for_scripts_and_secure_outside_loopback(office: Office) -> None:
    plain = Visitor(office).sign_in(CLERK).headers["set-cookie"]
    assert "HttpOnly" in plain and "SameSite=lax" in plain and "Secure" not in plain
    behind = replace(office, web=office.web.model_copy(update={"trusted_proxy": "127.0.0.1"}))
    visitor = Visitor(behind)
    visitor.client.base_url = "https://127.0.0.1:8642"
    visitor.client.headers["Origin"] = "https://127.0.0.1:8642"
    secure = visitor.sign_in(CLERK).headers["set-cookie"]
    assert (
        "__Host-ardoise=" in secure and "Secure" in secure and "Path=/" in secure and "Domain" not in secure
    )


def test_only_the_hash_of_the_token_is_stored(office: Office, tmp_path: object) -> None:
    visitor = Visitor(office)
    visitor.sign_in(CLERK)
    token = visitor.client.cookies["ardoise"]
    with office.engines.store.engine.connect() as connection:
        stored = connection.exec_driver_sql("select * from web_session").fetchall()
    assert stored and token not in str(stored)


def test_sign_in_goes_on_to_our_own_pages_only(office: Office) -> None:
    for given, shown in (("/items/3", "/items/3"), ("https://evil.example/", "/"), ("//evil.example", "/")):
        answer = Visitor(office).get(f"/sign-in?next={given}")
        assert f'name="next" value="{shown}"' in answer.text


def test_new_password_ends_every_other_session(office: Office, clerk: Visitor) -> None:
    other = Visitor(office)
    other.sign_in(CLERK)
    fresh = "another long password"
    refused = clerk.post("/account/password", {"old": "wrong wrong wrong", "new": fresh, "again": fresh})
    assert refused.status_code == 422
    short = clerk.post("/account/password", {"old": PASSWORD, "new": "short", "again": "short"})
    assert short.status_code == 422
    done = clerk.post("/account/password", {"old": PASSWORD, "new": fresh, "again": fresh})
    assert done.status_code == 303
    assert clerk.get("/").status_code == 200
    assert other.get("/").status_code == 303
    assert Visitor(office).sign_in(CLERK, fresh).status_code == 303


def test_disabled_account_is_out_at_once(office: Office, clerk: Visitor) -> None:
    with office.engines.store.write() as session:
        users.get_user(session, CLERK).active = False
    assert clerk.get("/").status_code == 303
    assert Visitor(office).sign_in(CLERK).status_code == 401


def test_pages_speak_the_language_of_the_user(clerk: Visitor) -> None:
    assert "Why it waits" in clerk.get("/").text
    clerk.post("/account/language", {"language": "fr"})
    html = clerk.get("/").text
    assert '<html lang="fr">' in html and "Why it waits" not in html


def test_idle_time_is_counted_from_the_last_click(office: Office, ticking: SetClock) -> None:
    visitor = Visitor(office)
    visitor.sign_in(CLERK)
    ticking.moment += timedelta(minutes=59)
    assert visitor.get("/").status_code == 200
    ticking.moment += timedelta(minutes=59)
    assert visitor.get("/").status_code == 200


def _bare(html: str, name: str) -> str:
    import re

    return re.sub(r'name="token" value="[^"]+"', "", html).replace(f'value="{name}"', "")
