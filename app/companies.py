"""The own companies as the settings name them."""

from app.settings import Settings
from domain.errors import ConfigurationError
from pipeline.companies import Companies


def companies_of(settings: Settings) -> Companies:
    """Return the own companies and whose mailbox is whose."""
    return Companies(settings.companies, {box.name: box.company for box in settings.mailboxes if box.company})


def one_company(companies: Companies, asked: str) -> str | None:
    """Return the company that a command is about, None where there is only one.

    Raises ConfigurationError for what would reach no company, or all of them.
    """
    if companies.several and asked in companies.names:
        return asked
    if companies.several:
        names = ", ".join(map(repr, companies.names))
        raise ConfigurationError(f"say which company it is about: --company with one of {names}.")
    if asked:
        raise ConfigurationError("--company is for several companies; list them in `companies`.")
    return None
