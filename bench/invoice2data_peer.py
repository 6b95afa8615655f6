"""Reads the same advice by a taught layout and by invoice2data with a template written for it.

invoice2data lives in an environment of its own, for it shares libraries with ours: set `BENCH_INVOICE2DATA`
to its Python (`python3 -m venv DIR && DIR/bin/pip install invoice2data==1.0.1`). Without it the
peer is left out.
"""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from bench.figure import Figure
from bench.timing import cpu_ms
from domain.layouts import Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.words import Medium
from extractors.layouts.differences import as_json
from extractors.layouts.learn import learn
from extractors.layouts.taught import read_taught
from extractors.readers.pdf import PLUGIN
from extractors.recognition.reader import GeneralReader

PEER = "BENCH_INVOICE2DATA"
_LINES = ("document_number", "document_date", "po_number", "gross_amount", "discount_amount", "net_amount")
_TEMPLATE = r"""
issuer: Made-up payer
keywords: [Remittance Advice]
fields:
  amount: {parser: static, value: 0}
  invoice_number: {parser: static, value: advice}
  date: {parser: static, value: "2026-03-31"}
  lines:
    parser: lines
    start: Invoice\s+Date
    end: \Z
    line: >-
      (?P<number>INV-\d+)\s+(?P<day>\d{4}-\d\d-\d\d)\s+(?P<order>PO\s\d+)\s+(?P<due>[\d.,]+)\s+(?P<off>[\d.,]+)\s+(?P<net>[\d.,]+)
options: {currency: EUR, decimal_separator: ","}
"""
_SCRIPT = """
import importlib, json, os, shutil, sys
from invoice2data import extract_data
from invoice2data.extract.loader import read_templates
templates = read_templates(sys.argv[1])
for name in ("pdftotext", "pdfplumber"):
    module = importlib.import_module("invoice2data.input." + name)
    # It remembers the text of a path that it has read: each round takes a copy of its own.
    copies = [shutil.copy(sys.argv[2], f"{sys.argv[2]}.{name}.{n}.pdf") for n in range(10)]
    count = len(copies)
    before = os.times()
    for path in copies:
        found = extract_data(path, templates=templates, input_module=module)
    after = os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    print(json.dumps([name, cpu / count * 1000, len(found.get("lines", []))]))
"""


@dataclass(frozen=True, slots=True)
class _Peer:
    """invoice2data over one way of reading text."""

    name: str
    cpu_ms: float
    lines: int


def measure(one: bytes) -> list[Figure]:
    """Return CPU ms of a page read by a taught layout, beside invoice2data where it can be had."""
    sample = _sample(one)
    template = learn(sample, "bench", "Made-up payer")

    def ours() -> int:
        document = _document(one)
        return sum(len(read.lines) for read in read_taught(template, document, ReadingAids()).remittances)

    took = cpu_ms(ours, 20, 3)
    bare = Figure(
        name="pdf.taught",
        what=f"page of {len(sample.payments[0].lines)} lines, text and taught layout: {ours()} lines right",
        value=took.median,
        unit="ms CPU",
        low=took.low,
        high=took.high,
        less_is_better=True,
    )
    return [_beside(bare, peer) for peer in _peers(one)] or [bare]


def _beside(bare: Figure, peer: _Peer) -> Figure:
    return replace(
        bare,
        name=f"{bare.name}.{peer.name}",
        what=f"{bare.what}; invoice2data {peer.lines}",
        peer=f"invoice2data ({peer.name})",
        peer_value=peer.cpu_ms,
    )


def _document(content: bytes) -> Document:
    return Document("one.pdf", "", Medium.PDF, "application/pdf", PLUGIN.read(content, "one.pdf"))


def _sample(content: bytes) -> Sample:
    document = _document(content)
    (read,) = GeneralReader().extract(document, ReadingAids())
    lines = tuple({name: as_json(getattr(line, name)) for name in _LINES} for line in read.lines)
    return Sample(document, (TruePayment({}, lines),))


def _peers(content: bytes) -> list[_Peer]:
    python = os.environ.get(PEER)
    if not python:
        return []
    with tempfile.TemporaryDirectory() as folder:
        templates, file = Path(folder) / "templates", Path(folder) / "one.pdf"
        templates.mkdir()
        (templates / "advice.yml").write_text(_TEMPLATE, encoding="utf-8")
        file.write_bytes(content)
        done = subprocess.run(
            [python, "-c", _SCRIPT, f"{templates}/", str(file)], capture_output=True, text=True, check=True
        )
    return [_Peer(*json.loads(line)) for line in done.stdout.splitlines() if line.startswith("[")]
