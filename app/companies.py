"""The own companies as the settings name them."""

from app.settings import Settings
from pipeline.companies import Companies


def companies_of(settings: Settings) -> Companies:
    """Return the own companies and whose mailbox is whose."""
    return Companies(settings.companies, {box.name: box.company for box in settings.mailboxes if box.company})
