"""The pages of the queue: filters in the address, views, search, and who is on what."""

from domain.clock import SetClock
from pipeline import claims, notes
from review.office import Office
from store.repositories import team, work_items
from tests.review.made_items import listed, made
from tests.review.offices import ADMIN, CLERK, Visitor

__all__ = ["made"]


def test_filters_stand_in_the_address_and_nonsense_is_as_if_not_there(
    clerk: Visitor, made: tuple[int, ...]
) -> None:
    assert listed(clerk, "/?mailbox=second") == set(made)
    assert listed(clerk, "/?mailbox=second&green=yes") == set(made[:3])
    assert listed(clerk, "/?mailbox=second&assignee=me") == set()
    everything = listed(clerk, "/")
    nonsense = "/?route=x&age=9999&min=abc&due=never&order=up&language=%00&after=1.2.3.4&q=%20"
    assert listed(clerk, nonsense) == everything > set(made)


def test_search_finds_by_number_subject_sender_and_customers_name(office: Office, clerk: Visitor) -> None:
    with office.engines.store.read() as session:
        rows = work_items.queue(session).rows
    ledger = office.shelf.ledger()
    row = next(row for row in rows if row.customer_id and ledger)
    assert ledger is not None
    name = ledger.customer_by_id[row.customer_id or ""].name
    assert row.id in listed(clerk, f"/?q={name.split()[0].lower()}")
    assert listed(clerk, "/?q=remit") >= listed(clerk, "/?q=remittance") != set()
    assert listed(clerk, "/?q=nobodyeverwrotethis") == set()
    assert listed(clerk, "/?q=kestwick.example")


def test_view_is_kept_by_name_shared_if_wished_and_removed_by_its_owner_alone(
    office: Office, clerk: Visitor, admin: Visitor
) -> None:
    query = "route=dispute&due=over&evil=1"
    assert clerk.post("/views", {"name": "Late", "query": query}).headers["location"].startswith("/?")
    clerk.post("/views", {"name": "Ours", "query": "green=yes", "shared": "yes"})
    mine, others = clerk.get("/").text, admin.get("/").text
    assert 'href="/?route=dispute&amp;due=over"' in mine and "evil" not in mine
    assert ">Ours</a>" in others and ">Late</a>" not in others
    with office.engines.store.read() as session:
        view = team.views_for(session, CLERK)[1]
    assert admin.post(f"/views/{view.id}/remove").status_code == 404
    assert clerk.post(f"/views/{view.id}/remove").status_code == 303
    assert ">Ours</a>" not in admin.get("/").text
    assert clerk.post("/views", {"name": " ", "query": ""}).status_code == 400


def test_counts_are_told_anew_with_who_is_on_what(
    office: Office, clerk: Visitor, made: tuple[int, ...]
) -> None:
    claims.claim(office.engines, made[0], ADMIN)
    counted = clerk.get("/queue/counts?mailbox=second").json()
    assert counted["trays"] == {
        **dict.fromkeys(("mine", "postponed", "working", "shelved", "closed"), "0"),
        "waiting": "6",
    }
    assert counted["claims"] == {str(made[0]): ADMIN}
    assert f"{ADMIN}</span> is on it" in clerk.get("/?mailbox=second").text


def test_claim_ends_by_itself_is_renewed_and_taken_over_with_notice(
    office: Office, ticking: SetClock, clerk: Visitor, admin: Visitor, made: tuple[int, ...]
) -> None:
    address = f"/items/{made[0]}/claim"
    assert clerk.post(address, {"quiet": "yes"}).json()["mine"] is True
    ticking.sleep(240)
    assert clerk.post(address, {"quiet": "yes"}).json()["mine"] is True
    ticking.sleep(240)  # eight minutes after it was taken, four after it was renewed
    assert admin.post(address, {"quiet": "yes"}).json() == {"mine": False, "who": CLERK, "taken_from": None}
    taken = admin.post(address, {"quiet": "yes", "take_over": "yes"}).json()
    assert taken == {"mine": True, "who": ADMIN, "taken_from": CLERK}
    assert clerk.post(address, {"quiet": "yes"}).json()["who"] == ADMIN
    ticking.sleep(301)
    assert clerk.post(address, {"quiet": "yes"}).json() == {"mine": True, "who": CLERK, "taken_from": None}
    clerk.post(f"/items/{made[0]}/release")
    assert admin.post(address, {"quiet": "yes"}).json()["mine"] is True


def test_next_for_me_is_claimed_and_passes_over_what_others_work_on(
    office: Office, clerk: Visitor, admin: Visitor, made: tuple[int, ...]
) -> None:
    wanted = {"mailbox": "second"}
    first = clerk.post("/queue/next", wanted).headers["location"]
    second = admin.post("/queue/next", wanted).headers["location"]
    view = "?view=mailbox%3Dsecond"
    assert (first, second) == (f"/items/{made[0]}{view}", f"/items/{made[1]}{view}")
    assert clerk.post("/queue/next", wanted).headers["location"] == first
    assert clerk.post("/queue/next", {"mailbox": "none"}).headers["location"] == "/?mailbox=none"


def test_note_calls_a_colleague_until_it_is_seen(
    office: Office, clerk: Visitor, admin: Visitor, made: tuple[int, ...]
) -> None:
    address = f"/items/{made[0]}/notes"
    clerk.post(address, {"note": f"<b>Look</b> @{ADMIN.upper()} please"})
    page = admin.get("/").text
    assert f"{CLERK} calls you:" in page and "&lt;b&gt;Look&lt;/b&gt;" in page and "<b>Look" not in page
    assert "calls you" not in clerk.get("/").text
    admin.post(f"{address}/seen")
    assert "calls you" not in admin.get("/").text
    assert clerk.post(address, {"note": "  "}).status_code == 409


def test_name_within_a_longer_one_is_not_called() -> None:
    assert notes.mentioned("@annabel, @Ben! mail ben@x.example", ["anna", "annabel", "ben"]) == (
        "annabel",
        "ben",
    )
    assert notes.mentioned("@annabel @anna", ["anna", "annabel"]) == ("anna", "annabel")


def test_page_that_asks_by_itself_keeps_nobody_signed_in(
    office: Office, ticking: SetClock, clerk: Visitor
) -> None:
    for _ in range(office.web.idle_minutes + 1):
        ticking.sleep(60)
        answer = clerk.client.get("/queue/counts", headers={"Sec-Fetch-Dest": "empty"})
    assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
