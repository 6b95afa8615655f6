"""Reads an XML file to a page of element rows, by its form."""

from domain.pages import Page
from extractors.electronic.codes import codes_of
from extractors.electronic.forms import ISO, UBL_ADVICE
from extractors.electronic.xml_form import page_of, parsed_root
from extractors.electronic.xml_kinds import form_of_root

# Loaded with the module: a reading child may not be able to open their files afterwards.
_MEANINGS = {UBL_ADVICE: codes_of("ubl").meanings, ISO: codes_of("iso20022").meanings}


def xml_page(content: bytes, name: str) -> Page:
    """Return the page. Raises ReadingError: broken, too_large."""
    root = parsed_root(content, name)
    form = form_of_root(root)
    meanings = next((found for start, found in _MEANINGS.items() if form.startswith(start)), {})
    return page_of(root, form, meanings)
