"""The settings of how long things are kept."""

from typing import Annotated

from pydantic import Field

from domain.section import Section

Days = Annotated[int, Field(ge=1)]


class Retention(Section):
    """How long what is no longer worked is kept; looked at once a day."""

    mails_days: Days | None = None
    """Mails whose work is done, with items, answers, samples and history; None: for ever."""
    audit_detail_days: Days | None = None
    """Details of the audit trail (before and after); its entries stay. None: for ever."""
