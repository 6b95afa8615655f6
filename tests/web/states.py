"""Every page in every state that people meet: where it stands, who sees it, and what they do there first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.review.offices import ADMIN, AUDITOR, CLERK
from tests.review.test_items import BANK, BODY, CSV, DISPUTE, EMPTY, GRID, HOSTILE, W9
from tests.web.showcase import EMIL, TWENTY

Doing = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class State:
    """One state of one page."""

    name: str
    address: str
    """Its path; `{name}` stands for a place of the showcase."""
    who: str | None = ADMIN
    """Who is signed in, None: nobody."""
    do: Doing | None = None
    """What is done on the page before it is looked at."""
    sheet: bool = False
    """A sheet of pictures of it stands in the documentation."""
    covers: bool = False
    """Something lies over the page: what it hides in part is no target just now."""


def open_all(page: Page) -> None:
    """Open whatever opens in its place; what opens over the page is looked at alone."""
    page.evaluate("document.querySelectorAll('details:not(.keys, .act)').forEach(each => each.open = true)")


def pressed(selector: str) -> Doing:
    """Return the doing that clicks one thing and waits for the page that it may lead to, styles and all."""

    def press(page: Page) -> None:
        page.click(selector)
        page.wait_for_load_state()

    return press


def _keys(page: Page) -> None:
    page.keyboard.press("?")
    page.locator("#keys[open]").wait_for()


def _words(page: Page) -> None:
    page.locator("[name^='p0.']:focus").wait_for()
    page.keyboard.press("F2")


def _reread(page: Page) -> None:
    """Set the framed mail where scripts may run, so that it can be examined: its own place lets none."""
    content = page.content()
    page.goto("about:blank")
    page.set_content(content)


def _line(page: Page) -> None:
    page.get_by_role("button", name="Line 3: origin").click()


def _ticked(page: Page) -> None:
    for tick in page.locator("tbody input[type=checkbox]:enabled").all()[:3]:
        tick.check()
    page.click("#bar .act >> nth=0 >> summary")


def _refused_value(page: Page) -> None:
    page.fill("[name='p0.total_amount']", "twelve")
    page.click("#save")
    page.locator("[aria-invalid=true]").first.wait_for()
    page.wait_for_load_state()


def _made_token(page: Page) -> None:
    page.fill("[name='name']", "Nightly import")
    page.check("[name='scope'][value='read']")
    page.click("button.main")
    page.locator(".secret").wait_for()


def _refused_sign_in(page: Page) -> None:
    page.fill("#name", "anna")
    page.fill("#password", "not the right password")
    page.click("main button")
    page.locator("[role=alert]").wait_for()


def _table(page: Page) -> None:
    page.click("#table > summary")
    with page.expect_response("**/teach/**"):
        page.fill("[name='p0.l1.net_amount']", "9.99")
    expect(page.locator("#result")).to_contain_text("Nothing could be learnt yet.")


def _file(page: Page) -> None:
    page.click("#handwork > summary")


def _wrong_file(page: Page) -> None:
    with page.expect_response("**/edit"):
        page.fill("#body", "note: [\n")
    expect(page.locator("#result")).to_contain_text("✗")


STATES: tuple[State, ...] = (
    State("sign-in", "/sign-in", None, sheet=True),
    State("sign-in-refused", "/sign-in", None, _refused_sign_in),
    State("queue", "/", sheet=True),
    State("queue-french", "/", EMIL),
    State("queue-filters", "/?route=dispute&order=amount", CLERK, open_all),
    State("queue-ticked", "/", CLERK, _ticked, covers=True),
    State("queue-keys", "/", CLERK, _keys, covers=True),
    State("queue-done", "/?state=closed", CLERK),
    State("queue-shelved", "/?state=shelved", CLERK),
    State("queue-nothing-found", "/?q=nothing+of+the+kind", CLERK),
    State("item", f"/items/{TWENTY}", CLERK, sheet=True),
    State("item-french", f"/items/{TWENTY}", EMIL),
    State("item-open", f"/items/{TWENTY}", CLERK, open_all),
    State("item-words", f"/items/{TWENTY}", CLERK, _words),
    State("item-line", f"/items/{TWENTY}", CLERK, _line, covers=True),
    State("item-postpone", f"/items/{TWENTY}", CLERK, pressed("#act-postpone > summary"), covers=True),
    State("item-keys", f"/items/{TWENTY}", CLERK, pressed("#keyhelp"), covers=True),
    State("item-refused-value", f"/items/{GRID}", CLERK, _refused_value),
    State("item-sheet", f"/items/{CSV}", CLERK),
    State("item-text", f"/items/{BODY}", CLERK),
    State("item-dispute", f"/items/{DISPUTE}", EMIL, open_all, sheet=True),
    State("item-bank-details", f"/items/{BANK}", CLERK, open_all, sheet=True),
    State("item-private", f"/items/{W9}", CLERK, open_all, sheet=True),
    State("item-shelved", f"/items/{EMPTY}", CLERK),
    State("item-hostile", f"/items/{HOSTILE}", CLERK, open_all),
    State("mail", f"/items/{HOSTILE}/mail.html", CLERK, _reread),
    State("print", f"/items/{DISPUTE}/print", CLERK, sheet=True),
    State("answer", "{answer}", CLERK, sheet=True),
    State("answer-preview", "{answer}/preview", CLERK, sheet=True),
    State("canned", "/canned", sheet=True),
    State("outbox", "/outbox", CLERK, sheet=True),
    State("outbox-sent", "/outbox?state=sent", CLERK),
    State("upload", "/upload", CLERK, sheet=True),
    State("exports", "/exports", CLERK, sheet=True),
    State("layouts", "/layouts", sheet=True),
    State("layout", "{layout}", sheet=True),
    State("layout-clerk", "{layout}?one=1&two=1", CLERK, open_all),
    State("layout-edit", "{layout}/edit", sheet=True),
    State("layout-edit-wrong", "{layout}/edit", ADMIN, _wrong_file),
    State("layout-matrix", "/layout-matrix?every=yes", sheet=True),
    State("layout-proposals", "/layout-proposals?every=yes", sheet=True),
    State("layout-proposal", "{proposal}", sheet=True),
    State("teach", "/teach", sheet=True),
    State("teach-reading", "{reading}", CLERK),
    State("teach-document", "{teach}", ADMIN, _table, sheet=True),
    State("teach-file", "{teach}", ADMIN, _file),
    State("figures", "/dashboard", sheet=True),
    State("figures-french", "/dashboard?days=28&by=week", EMIL, open_all),
    State("health", "/health", sheet=True),
    State("routing", "/routing", sheet=True),
    State("settings", "/settings", sheet=True),
    State("privacy", "/privacy"),
    State("privacy-found", "/privacy?address=f.abiola@kestwick.example", sheet=True),
    State("privacy-to-be-erased", "/privacy?address=w.tansley@pinehollow.example"),
    State("senders", "/senders", sheet=True),
    State("senders-of-a-clerk", "/senders", CLERK),
    State("people", "/people", sheet=True),
    State("mailboxes", "/mailboxes", sheet=True),
    State("mailboxes-tried", "/mailboxes", ADMIN, pressed("text=Try it")),
    State("modes", "/modes", sheet=True),
    State("ledger", "/ledger", sheet=True),
    State("tokens", "/tokens", sheet=True),
    State("tokens-made", "/tokens", ADMIN, _made_token),
    State("webhooks", "/webhooks", sheet=True),
    State("audit", f"/audit?subject={GRID}", AUDITOR, sheet=True),
    State("account", "/account", EMIL, sheet=True),
    State("sessions", "/account/sessions", sheet=True),
    State("messages", "/account/messages", CLERK, sheet=True),
    State("nowhere", "/nowhere", CLERK, sheet=True),
    State("not-allowed", "/people", CLERK),
)

FILES = (
    "/answers/{answer_id}/preview.html",
    *("/items/{item_id}/attachments/{number}", "/items/{item_id}/original", "/items/{item_id}/print.pdf"),
    *("/items/{item_id}/version", "/items/{item_id}/ahead"),
    *("/queue/list.{form}", "/items/{item_id}/documents/{document}/{page}.png"),
    *("/queue/counts", "/exports/{uid}", "/no-reminders.csv", "/dashboard/{figure}", "/audit.jsonl"),
    *("/layouts/{name}/file", "/download/{token}", "/healthz", "/metrics"),
    *("/sign-in/sso", "/sign-in/sso/back", "/teach/{item_id}"),
)
"""Routes that answer with a file, with figures, or with the way to another page."""


def sheets() -> Iterator[State]:
    """Yield the states of which the documentation holds a sheet."""
    return (state for state in STATES if state.sheet)
