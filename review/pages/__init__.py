"""The pages: one file a subject, each with its table of doors."""

from review.doors import Door
from review.office import Office
from review.pages import account, answers, documents, exports, health, items, mails, offered, queue, sign_in, upload

_WITH_TABLES = (sign_in, queue, items, documents, mails, answers, exports, offered, account, health)


def doors(office: Office) -> tuple[Door, ...]:
    """Return every page's doors."""
    fixed = tuple(door for page in _WITH_TABLES for door in page.DOORS)
    return (*fixed, *upload.doors(office.largest_upload))
