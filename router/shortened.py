"""Cuts the texts of a mail to the length that is read, so that no mail takes long however long it is."""

from dataclasses import replace

from domain.mail import Mail
from domain.sentences import LONGEST_TEXT

_LONGEST_SUBJECT = 2_000
_MOST_LINES = 2_000
"""Lines of ten characters fill the text that is read; shorter ones are sentences that each cost the same."""


def shortened(mail: Mail) -> Mail:
    """Return the mail with its texts as far as they are read; the same one where all is short."""
    subject = mail.subject[:_LONGEST_SUBJECT]
    new_text, quoted_text = _cut(mail.new_text), _cut(mail.quoted_text)
    if (subject, new_text, quoted_text) == (mail.subject, mail.new_text, mail.quoted_text):
        return mail
    return replace(mail, subject=subject, new_text=new_text, quoted_text=quoted_text)


def _cut(text: str) -> str:
    lines = text[:LONGEST_TEXT].split("\n", _MOST_LINES)
    return "\n".join(lines[:_MOST_LINES])
