"""Tries one mailbox for the pages: sign in, look at the folders, leave everything as it is."""

from collections.abc import Callable

from app.installation import Installation
from domain.errors import ArdoiseError


def mailbox_trial(installation: Installation) -> Callable[[str], tuple[tuple[bool, str], ...]]:
    """Return what tries the account of a name: whether each finding is good, and its sentence."""

    def attempt(name: str) -> tuple[tuple[bool, str], ...]:
        box = next(each for each in installation.settings.mailboxes if each.name == name)
        try:
            source = installation.source(box)
            try:
                return tuple((found.works, found.sentence) for found in source.check())
            finally:
                source.close()
        except ArdoiseError as error:
            return ((False, str(error)),)

    return attempt
