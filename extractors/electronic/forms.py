"""The forms of self-describing documents, as their pages are named, and what each looks like."""

from domain.pages import Page
from domain.words import Look

X12_ADVICE = "X12 820"
REMADV = "EDIFACT REMADV"
UBL_ADVICE = "UBL RemittanceAdvice"
ISO = "ISO 20022 "
"""Opens the name of every ISO 20022 form that holds remittance information."""
EMBEDDED = "embedded "
"""Opens the name of a page that stands inside a PDF; the file's name follows, then a colon and the form."""
_ADVICES = (X12_ADVICE, REMADV, UBL_ADVICE, ISO)
_BILLS = ("X12 810", "EDIFACT INVOIC", "XML Invoice", "XML CreditNote", "XML CrossIndustry")


def form_of(page: Page) -> str:
    """Return the page's form, e.g. "X12 820"; "" for a page without a name."""
    name = page.name or ""
    return name.rpartition(": ")[2] if name.startswith(EMBEDDED) else name


def look_of_form(page: Page) -> tuple[Look, str]:
    """Return the look of a self-describing page, and why."""
    form = form_of(page)
    if form.startswith(_ADVICES):
        return Look.ADVICE, f"is {form}"
    if form.startswith(_BILLS):
        return Look.INVOICE, f"is {form}"
    return Look.UNKNOWN, f"is {form}"
