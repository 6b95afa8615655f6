"""Times the reading of PDFs: our reader against pdfplumber on the same file, and what the fence costs."""

import gc
import io
import resource

import pdfplumber
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

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
    one = made_up_advice(1)
    gc.collect()
    gc.disable()  # as in the children that read
    try:
        return [*_one_page(one), *_long(), *_fenced(one)]
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


def _long() -> list[Figure]:
    many, before = made_up_advice(PAGES), _peak_mb()
    took = cpu_ms(lambda: PLUGIN.read(many, "many.pdf"), 1, 3)
    pages = len(PLUGIN.read(many, "many.pdf"))
    each, low, high = (value / pages for value in (took.median, took.low, took.high))
    what = f"document of {pages} such pages"
    return [
        Figure("pdf.long", f"{what}, each page", each, "ms CPU", low, high, less_is_better=True),
        Figure("pdf.memory", f"{what}, memory at the peak", _peak_mb() - before, "MB", less_is_better=True),
    ]


def _fenced(content: bytes) -> list[Figure]:
    """Read the page in a limited child and take its answer back: child, server and parent together."""
    work = Work(WorkKind.READ, "one.pdf", "pdf")
    with Fence() as fence:
        from_json(tuple[Page, ...], fence.run(work, content))
        peak, runs = 0, []
        for _ in range(3):
            started = tree_cpu_seconds()
            for _ in range(ROUNDS):
                from_json(tuple[Page, ...], fence.run(work, content))
                peak = max(peak, fence.usage.peak_bytes)
            runs.append((tree_cpu_seconds() - started) / ROUNDS * 1000)
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
            note=f"the child's peak is {peak >> 20} MB",
        )
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


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
