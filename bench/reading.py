"""Times the reading of PDFs: our reader against pdfplumber on the same file, and what the fence costs."""

import io
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from domain.codec import from_json
from domain.pages import Page
from extractors.fence import Fence, Work, WorkKind
from extractors.readers.pdf import PLUGIN

LINES_A_PAGE = 30
PAGES = 60
ROUNDS = 40
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print CPU ms a page and the ratio to pdfplumber, memory, and the cost of fork and parent."""
    one, many = made_up_advice(1), made_up_advice(PAGES)
    ours = _cpu_ms(lambda: PLUGIN.read(one, "one.pdf"), ROUNDS)
    words = _cpu_ms(lambda: _plumbed_words(one), 5)
    tables = _cpu_ms(lambda: _plumbed_tables(one), 5)
    print(f"PDF of one page, {LINES_A_PAGE} ruled lines, words + table: {ours:.1f} ms CPU")
    print(f"  pdfplumber, words: {words:.0f} ms CPU, ratio {words / ours:.1f}")
    print(f"  pdfplumber, words + table: {tables:.0f} ms CPU, ratio {tables / ours:.1f}")
    before = _peak_mb()
    long = _cpu_ms(lambda: PLUGIN.read(many, "many.pdf"), 2) / len(PLUGIN.read(many, "many.pdf"))
    print(f"PDF of {PAGES} pages: {long:.1f} ms CPU a page, {_peak_mb() - before:.0f} MB more at the peak")
    _fenced(one)


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


def _fenced(content: bytes) -> None:
    work = Work(WorkKind.READ, "one.pdf", "pdf")
    started = time.perf_counter()
    with Fence() as fence:
        pid = fence.server_pid
        print(f"fence: server ready in {(time.perf_counter() - started) * 1000:.0f} ms")
        from_json(tuple[Page, ...], fence.run(work, content))
        child, server, parent = 0.0, _cpu_of(pid), time.process_time()
        for _ in range(ROUNDS):
            from_json(tuple[Page, ...], fence.run(work, content))
            child += fence.usage.cpu_seconds
        server, parent = _cpu_of(pid) - server, time.process_time() - parent
        child, server, parent = (seconds / ROUNDS * 1000 for seconds in (child, server, parent))
        print(
            f"  one page: {child:.1f} ms CPU in the child, {server:.1f} in the server, {parent:.1f} in the "
            f"parent, {child + server + parent:.1f} in all; child's peak {fence.usage.peak_bytes >> 20} MB"
        )


def _plumbed_words(content: bytes) -> None:
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            page.extract_words()
            page.close()


def _plumbed_tables(content: bytes) -> None:
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            page.extract_words()
            page.extract_tables()
            page.close()


def _cpu_ms(action: Callable[[], object], rounds: int) -> float:
    action()
    started = time.process_time()
    for _ in range(rounds):
        action()
    return (time.process_time() - started) / rounds * 1000


def _cpu_of(pid: int) -> float:
    """Return the CPU seconds of a process itself, its children left out."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
