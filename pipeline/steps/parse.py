"""PARSE: raw bytes become a mail, or are kept as a bare document."""

from dataclasses import replace

from domain.content_type import sniff
from domain.words import Step
from intake.mime import parse_mail
from pipeline.desk import Desk
from pipeline.item import Outcome, WorkItem

MAIL = "message/rfc822"


def parse(item: WorkItem, desk: Desk) -> Outcome:
    """Parse a mail; a file that is no mail stays a bare document for the readers."""
    if item.name is not None and sniff(item.raw, item.name) != MAIL:
        return Outcome(item, Step.READ)
    return Outcome(replace(item, mail=parse_mail(item.raw)), Step.READ)
