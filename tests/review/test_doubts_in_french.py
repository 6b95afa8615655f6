"""A clerk who reads French is told what a reading leaves open in French."""

import re
import sys
from pathlib import Path

import pytest

from review.catalogues import catalogue
from review.sentences import reason

sys.path.insert(0, str(Path(__file__).parents[1] / "extractors"))
from made_documents import read

ODD = (
    "Acme Ltd\nRemittance\nPayment date: 03/04/2026\n\nInvoice no     Date         Amount     Extra\n"
    "INV-1001       05/06/2026   100.00     7.77\nINV-1002       06/07/2026   200.00     1.11\nTotal 301\n",
    "Harrow Ltd\n12 Dock Road, Hull\nInvoice no     Paid\nINV-1001       100.00\nINV-1002       200.00\n"
    "Total          300.00\nLaiterie du Bocage, 50300 Avranches - SIREN 300 000 000\n",
    "Acme Ltd\nRemittance advice\nReference: VIR 8841\nInvoice no     Billed     Paid\n"
    "INV-1001       120.00     100.00\nINV-1002                  200.00\nTotal paid 300.00\n",
    "We paid INV-1 and INV-2, 100.00 in all.\nAcme Ltd\n",
)


@pytest.mark.parametrize("text", ODD)
def test_what_a_reading_leaves_open_is_told_in_french(text: str) -> None:
    problems = [problem for remittance in read(text) for problem in remittance.problems]
    assert problems
    told = [reason(catalogue("fr"), problem) for problem in problems]
    assert [one for one, said in zip(told, problems, strict=True) if one == said] == []
    assert not [said for said in told if re.search(r"\b(the|was|nothing|stands)\b", said)]


def test_a_document_s_name_before_a_doubt_is_kept() -> None:
    said = reason(
        catalogue("fr"), "advice.pdf: So many lines in running text are unusual; please look at them."
    )
    assert said.startswith("advice.pdf : Tant de lignes")
