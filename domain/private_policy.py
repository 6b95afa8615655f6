"""The settings of private mail: what few people may see from its first moment on."""

from pydantic import field_validator

from domain.section import Section


class PrivateMail(Section):
    """Mails whose content only people with the permission may see (docs/privacy.md)."""

    senders: tuple[str, ...] = ()
    """Addresses, or domains written like @hr.example."""
    subjects: tuple[str, ...] = ()
    """Words anywhere in the subject, in any case, e.g. [confidential, "for your eyes only"]."""
    accounts: tuple[str, ...] = ()
    """Entries of `mailboxes` whose every mail is private."""

    @field_validator("senders", "subjects", "accounts")
    @classmethod
    def _has_no_blank(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(not each.strip() for each in value):
            raise ValueError("a blank entry would make every mail private; take it out")
        return value

    def why(self, account: str, sender: str, subject: str) -> str | None:
        """Return which rule makes a mail private, in words; None for an open one."""
        email, told = sender.lower(), subject.casefold()
        for each in self.senders:
            wanted = each.strip().lower()
            if email == wanted or (wanted.startswith("@") and email.endswith(wanted)):
                return f"the sender {each}"
        for each in self.subjects:
            if each.strip().casefold() in told:
                return f"“{each}” in the subject"
        return f"the mailbox {account}" if account in self.accounts else None
