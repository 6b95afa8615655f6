"""Where mail comes from: one plug-in file a kind of source, chosen by the mailbox's `kind`."""

from pathlib import Path

from domain.clock import Clock
from domain.errors import ConfigurationError
from domain.mailbox_policy import Mailbox
from domain.plugins import discover
from domain.sign_in import Credential
from intake.source_kind import Known, Source, SourceKind

GROUP = "ardoise.sources"
"""Entry-point group for sources of other distributions."""


def source_kinds() -> dict[str, SourceKind]:
    """Return every installed kind of source by its name."""
    import intake.sources

    return {kind.name: kind for kind in discover(intake.sources, GROUP)}


def open_source(
    mailbox: Mailbox,
    credential: Credential,
    clock: Clock,
    *,
    state_dir: Path | None = None,
    known: Known | None = None,
) -> Source:
    """Return the source of a mailbox; nothing is connected yet.

    `state_dir` is a folder of ours in which a source may keep a small file; `known` tells whether a
    delivery is already stored, for sources whose mail has no rising numbers.
    Raises ConfigurationError for an unknown kind or a mailbox that lacks what its kind needs.
    """
    kinds = source_kinds()
    if mailbox.kind not in kinds:
        raise ConfigurationError(
            f"{mailbox.name!r} has the unknown kind {mailbox.kind!r}; known: {', '.join(sorted(kinds))}."
        )
    return kinds[mailbox.kind].open(mailbox, credential, clock, state_dir, known)
