"""The queue in a real browser: by keyboard alone, and by two clerks at once."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from domain.states import BulkState, WorkState
from review.office import Office
from store.repositories import team, work_items
from store.tables import WorkItemRow
from tests.review.offices import ADMIN, CLERK, NOON, Visitor
from tests.web.conftest import Watched, watched


def enter(office: Office, window: Watched, name: str) -> None:
    """Be signed in without a password."""
    visitor = Visitor(office)
    visitor.enter(name)
    token = visitor.client.cookies["ardoise"]
    window.page.context.add_cookies([{"name": "ardoise", "value": token, "url": window.origin}])


def greens(office: Office) -> list[int]:
    with office.engines.store.write() as session:
        numbers = []
        for number in range(3):
            row = WorkItemRow(source_name=f"green {number}", created_at=NOON, updated_at=NOON)
            row.state, row.green = WorkState.WAITING, True
            numbers.append(work_items.add_item(session, row))
        return numbers


def test_queue_is_worked_by_keyboard_alone(office: Office, window: Watched) -> None:
    made = greens(office)
    enter(office, window, CLERK)
    page, keys = window.page, window.page.keyboard
    page.goto(window.origin + "/")
    keys.press("j")
    first = focused(page)
    keys.press("ArrowDown")
    assert focused(page) != first
    keys.press("k")
    assert focused(page) == first
    keys.press("?")
    assert page.locator("#keys[open]").count() == 1
    assert_no_barrier(page)
    keys.press("Escape")
    keys.press("g")
    assert page.locator("#picked").inner_text().startswith(str(len(made)))
    window.tab_to("#confirm-all")
    keys.press("Enter")
    page.wait_for_selector("html.scripts #undo")
    assert page.locator(f"a.open[href='/items/{made[0]}']").count() == 0
    keys.press("z")
    page.wait_for_selector("html.scripts #act[data-pending=no]")
    with office.engines.store.read() as session:
        act = team.last_act(session, CLERK)
    assert act is not None and act.state is BulkState.UNDONE
    keys.press("/")
    keys.type("remittance")
    keys.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/?q=remittance"))
    page.wait_for_selector("html.scripts #list tbody tr")
    assert_no_barrier(page)
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url("**/items/*")
    assert (window.foreign, window.dialogs, window.complaints) == ([], [], [])


def test_two_clerks_see_who_is_on_an_item_and_take_it_over_with_notice(
    office: Office, window: Watched, browser: Browser
) -> None:
    made = greens(office)
    enter(office, window, CLERK)
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    other = watched(context, window.origin)
    enter(office, other, ADMIN)
    with window.page.expect_response("**/claim"):
        window.page.goto(f"{window.origin}/items/{made[0]}")
    other.page.goto(other.origin + "/")
    chip = other.page.locator(f"[data-claim='{made[0]}']")
    assert f"{CLERK} is on it" in chip.inner_text()
    other.page.keyboard.press("n")
    other.page.wait_for_url("**/items/*")
    assert not other.page.url.endswith(f"/{made[0]}")
    other.page.goto(f"{other.origin}/items/{made[0]}")
    assert_no_barrier(other.page)
    with other.page.expect_response("**/claim"):
        other.page.get_by_role("button", name="Take it over").click()
    window.page.reload()
    window.page.locator("#claimed").get_by_text(f"{ADMIN} is on this item").wait_for()
    other.page.goto(other.origin + "/")
    assert chip.is_hidden()
    assert window.complaints == other.complaints == []
    context.close()


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.closest('tr')?.id ?? ''")
    return found


def assert_no_barrier(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in grave] == []
