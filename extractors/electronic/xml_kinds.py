"""Which XML is what, by the name and namespace of its root."""

import re

import lxml.etree

from extractors.electronic.forms import ISO, UBL_ADVICE
from extractors.electronic.xml_form import local, namespace

_ISO = re.compile(r"(remt\.001|camt\.05[234])")
_ISO_ROOTS = {
    "RmtAdvc": "remt.001",
    "BkToCstmrDbtCdtNtfctn": "camt.054",
    "BkToCstmrStmt": "camt.053",
    "BkToCstmrAcctRpt": "camt.052",
    "BkToCstmrDbtCdtNtfctnV02": "camt.054",
    "BkToCstmrStmtV02": "camt.053",
}
_DEEPEST_ROOT = 4
_MOST_LOOKED_AT = 200


def form_of_root(root: lxml.etree._Element) -> str:
    """Return what it is called, e.g. "ISO 20022 remt.001", "UBL RemittanceAdvice", "XML Order".

    Any wrapper (business application header, envelope) may stand around ISO 20022.
    """
    for element in _upper(root):
        name = local(element)
        if name in _ISO_ROOTS:
            return ISO + _ISO_ROOTS[name]
        if name == "RemittanceAdvice":
            return UBL_ADVICE
        if name == "Document" and (found := _ISO.search(namespace(element))):
            return ISO + found.group(1)
    return f"XML {local(root)}"


def _upper(root: lxml.etree._Element) -> list[lxml.etree._Element]:
    found = [(root, 0)]
    for element, depth in found:
        if depth < _DEEPEST_ROOT and len(found) < _MOST_LOOKED_AT:
            found += [(child, depth + 1) for child in element if isinstance(child.tag, str)][:50]
    return [element for element, _ in found]
