"""Times the reading of PDFs: our reader against pdfplumber on the same file, and what the fence costs."""

import gc
import io

import pdfplumber
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from bench import invoice2data_peer
from bench.figure import Aim, Figure
from bench.timing import Spread, cpu_ms, cpu_ms_beside, spread, tree_cpu_seconds
from domain.codec import from_json
from domain.pages import Page
from extractors.fence import Fence, Work, WorkKind
from extractors.geometry import pdfium
from extractors.readers.pdf import PLUGIN

LINES_A_PAGE = 30
PAGES = 60
ROUNDS = 20


def measure() -> list[Figure]:
    """Return CPU ms a page, memory of a long document, and what fork, limits and hand-over cost."""
    one, many = made_up_advice(1), made_up_advice(PAGES)
    gc.collect()
    gc.disable()  # as in the children that read
    try:
        return [*_one_page(one), _long(many), *_fenced(one, many), *invoice2data_peer.measure(one)]
    finally:
        gc.enable()


def _one_page(one: bytes) -> list[Figure]:
    ours, tables = cpu_ms_beside(lambda: PLUGIN.read(one, "one.pdf"), lambda: _plumbed(one, True), ROUNDS, 2)
    words, plumbed_words = cpu_ms_beside(lambda: _words(one), lambda: _plumbed(one, False), ROUNDS, 2)
    page = f"page of {LINES_A_PAGE} ruled lines"
    return [
        _page("pdf.words", f"{page}, words alone", words, plumbed_words),
        _page("pdf.words_and_table", f"{page}, words and table", ours, tables),
    ]


def made_up_advice(pages: int) -> bytes:
    """Return an advice with a ruled table of 30 lines a page."""
    made = io.BytesIO()
    rows = [("Invoice", "Date", "Your order", "Gross", "Discount", "Net")]
    rows += [
        (f"INV-{1000 + n}", f"2026-03-{n % 28 + 1:02d}", f"PO {5000 + n}", "1.234,50", "12,34", "1.222,16")
        for n in range(LINES_A_PAGE * pages)
    ]
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    title = Paragraph("Remittance Advice", getSampleStyleSheet()["Title"])
    SimpleDocTemplate(made, pagesize=A4).build([title, Table(rows, repeatRows=1, style=style)])
    return made.getvalue()


def _page(name: str, what: str, ours: Spread, peer: Spread) -> Figure:
    return Figure(
        name=name,
        what=what,
        value=ours.median,
        unit="ms CPU",
        low=ours.low,
        high=ours.high,
        peer="pdfplumber",
        peer_value=peer.median,
        aim=Aim(20, of="ratio"),
        less_is_better=True,
    )


def _long(many: bytes) -> Figure:
    took = cpu_ms(lambda: PLUGIN.read(many, "many.pdf"), 1, 3)
    pages = len(PLUGIN.read(many, "many.pdf"))
    each, low, high = (value / pages for value in (took.median, took.low, took.high))
    what = f"document of {pages} such pages, each page"
    return Figure("pdf.long", what, each, "ms CPU", low, high, less_is_better=True)


def _fenced(content: bytes, many: bytes) -> list[Figure]:
    """Read the page in a limited child and take its answer back: child, server and parent together."""
    work = Work(WorkKind.READ, "one.pdf", "pdf")
    with Fence() as fence:
        from_json(tuple[Page, ...], fence.run(work, content))
        runs = []
        for _ in range(3):
            started = tree_cpu_seconds()
            for _ in range(ROUNDS):
                from_json(tuple[Page, ...], fence.run(work, content))
            runs.append((tree_cpu_seconds() - started) / ROUNDS * 1000)
        fence.run(work, many)
        peak = fence.usage.peak_bytes / 1e6
    took = spread(runs)
    return [
        Figure(
            "pdf.fenced",
            "the same page in a limited child, answer handed over",
            took.median,
            "ms CPU",
            took.low,
            took.high,
            less_is_better=True,
        ),
        Figure(
            "pdf.memory", "the long document, the child's memory at the peak", peak, "MB", less_is_better=True
        ),
    ]


def _words(content: bytes) -> None:
    with pdfium.opened(content, "one.pdf") as document, pdfium.opened_page(document, 0) as page:
        pdfium.words_of(page)


def _plumbed(content: bytes, tables: bool) -> None:
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            page.extract_words()
            if tables:
                page.extract_tables()
            page.close()
