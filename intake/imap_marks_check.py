"""Tells whether what is asked for after the work can be done in an account, changing nothing."""

from collections.abc import Iterator
from contextlib import closing

from domain.errors import ArdoiseError
from domain.mailbox_policy import Mailbox
from domain.sign_in import Credential
from intake.imap_marks import open_marks
from intake.source_kind import Finding


def check_marks(mailbox: Mailbox, credential: Credential) -> tuple[Finding, ...]:
    """Look for the folders that mail is to be moved to, and whether the server can move a single mail."""
    if not mailbox.after_work.move_to:
        return ()
    try:
        return tuple(_findings(mailbox, credential))
    except ArdoiseError as error:
        return (Finding(False, str(error)),)


def _findings(mailbox: Mailbox, credential: Credential) -> Iterator[Finding]:
    account = f"account {mailbox.name!r}"
    with closing(open_marks(mailbox, credential)) as marks:
        for folder in sorted(set(mailbox.after_work.move_to.values())):
            if marks.end_of(folder) is None:
                yield Finding(
                    False,
                    f"{account}: there is no folder {folder!r} to move mail to; make it in the mailbox.",
                )
            else:
                yield Finding(True, f"{account}: mail can be moved to {folder!r} after its work.")
        able = marks.abilities()
        if not (able.move or able.remove):
            done = "copied" if mailbox.after_work.copy_only else "left in place"
            yield Finding(True, f"{account}: the server can move no single mail; mail is {done}.")
