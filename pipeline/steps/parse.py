"""PARSE: raw bytes become a mail, or are kept as a bare document."""

from dataclasses import replace

from domain.errors import ReadingError
from domain.states import Step
from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem
from pipeline.mails import mail_of


def parse(item: WorkItem, desk: Desk) -> Outcome:
    """Parse a mail; a file that is no mail stays a bare document for the readers."""
    try:
        mail = mail_of(item.raw, item.name, desk.unpack)
    except ReadingError as error:
        return Outcome(replace(item, error=f"{error.reason}: {error}"), None)
    belongs = desk.companies.belonging(mail, item.account, item.company)
    return Outcome(replace(item, mail=mail, company=belongs.company), Step.READ)
