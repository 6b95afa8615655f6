"""The pages in a real browser: by keyboard alone, without scripts, with hostile mails."""

from domain.states import WorkState
from pipeline.records import load_item
from review.office import Office
from store.repositories import work_items
from tests.review.offices import CLERK, PASSWORD
from tests.review.test_items import GRID, HOSTILE, waiting
from tests.web.conftest import Watched


def test_clerk_signs_in_corrects_a_value_and_confirms_by_keyboard_alone(
    office: Office, window: Watched
) -> None:
    waiting(office, GRID)
    page = window.page
    page.goto(window.origin + "/")
    window.tab_to("#name")
    page.keyboard.type(CLERK)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(window.origin + "/")
    window.tab_to(f"a[href='/items/{GRID}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/items/{GRID}")
    window.tab_to("[name='p0.payment_reference']")
    page.keyboard.press("Control+A")
    page.keyboard.type("TR-77")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: not url.endswith(f"/items/{GRID}"))
    assert "/items/" in page.url
    item = load_item(office.engines.store, office.engines.blobs, GRID)
    assert item.remittances[0].payment_reference == "TR-77"
    with office.engines.store.read() as session:
        assert work_items.get_item(session, GRID).state is WorkState.CLOSED
    assert_calm(window)


def test_value_in_focus_lights_its_place_on_the_page(office: Office, window: Watched) -> None:
    waiting(office, GRID)
    sign_in(window)
    page = window.page
    page.goto(f"{window.origin}/items/{GRID}")
    page.focus("[name='p0.total_amount']")
    assert page.locator(".mark.lit").get_attribute("id") == "box-p0.total_amount"
    page.locator("[id='box-p0.l0']").click(force=True)
    assert page.evaluate("document.activeElement.name") == "p0.l0.document_number"
    page.wait_for_function("[...document.images].every(image => image.loading == 'lazy' || image.complete)")
    assert_calm(window)


def test_item_is_corrected_and_confirmed_without_scripts(office: Office, plain_window: Watched) -> None:
    waiting(office, GRID)
    sign_in(plain_window)
    page = plain_window.page
    page.goto(f"{plain_window.origin}/items/{GRID}")
    page.fill("[name='p0.payment_reference']", "TR-78")
    page.click("button[value='add_line:0']")
    assert page.input_value("[name='p0.payment_reference']") == "TR-78"
    count = page.locator("button[value^='delete_line:0:']").count()
    page.get_by_role("button", name=f"Line {count}: origin").click()
    page.click(f"button[value='delete_line:0:{count - 1}']")
    page.press("[name='p0.payment_reference']", "Enter")
    assert page.url.endswith("?done=saved")
    page.click("button[value='confirm']")
    assert (
        load_item(office.engines.store, office.engines.blobs, GRID).remittances[0].payment_reference
        == "TR-78"
    )
    with office.engines.store.read() as session:
        assert work_items.get_item(session, GRID).state is WorkState.CLOSED


def test_hostile_mail_runs_no_script_and_fetches_nothing(office: Office, window: Watched) -> None:
    waiting(office, HOSTILE)
    sign_in(window)
    page = window.page
    for path in ("/", f"/items/{HOSTILE}", "/outbox"):
        page.goto(window.origin + path)
    page.goto(f"{window.origin}/items/{HOSTILE}")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe")
    frame.get_by_text("Kept words").wait_for()
    assert "[evil.example]" in frame.locator("body").inner_text()
    page.goto(f"{window.origin}/items/{HOSTILE}/mail.html")
    assert_calm(window)


def test_pages_fit_a_narrow_window_and_name_all_their_inputs(office: Office, window: Watched) -> None:
    waiting(office, GRID)
    sign_in(window)
    page = window.page
    page.set_viewport_size({"width": 683, "height": 384})
    for path in ("/", f"/items/{GRID}", "/answers/1", "/outbox", "/upload", "/exports", "/account"):
        page.goto(window.origin + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 683, path
        assert page.evaluate(UNNAMED) == [], path
        assert page.evaluate(SMALL) == [], path
        assert page.locator("main h1").count() == 1
    assert_calm(window)


UNNAMED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter(each => !each.labels?.length && !each.getAttribute('aria-label'))
  .map(each => each.name)"""
TARGETS = "button:not(.unseen), input:not([type=hidden]), select, nav a"
SMALL = f"""() => [...document.querySelectorAll('{TARGETS}')]
  .filter(each => each.getClientRects().length)
  .filter(each => Math.min(each.offsetWidth, each.offsetHeight) < 24)
  .map(each => each.outerHTML.slice(0, 90))"""


def sign_in(window: Watched) -> None:
    page = window.page
    page.goto(window.origin + "/sign-in")
    page.fill("#name", CLERK)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url(window.origin + "/")


def assert_calm(window: Watched) -> None:
    assert (window.foreign, window.dialogs, window.complaints) == ([], [], [])
