"""The pages: one file a subject, each with its table of doors."""

from review.doors import Door
from review.office import Office
from review.pages import (
    account,
    answers,
    audit,
    canned,
    dashboard,
    documents,
    exports,
    health,
    house,
    items,
    ledgers,
    mailboxes,
    mails,
    messages,
    modes,
    offered,
    people,
    preferences,
    previews,
    printing,
    privacy,
    private_mail,
    queue,
    queue_file,
    routing,
    senders,
    sessions,
    sign_in,
    sso,
    teamwork,
    together,
    tokens,
    upload,
    views,
    webhooks,
    writing,
)
from review.teaching import pages as teaching
from review.templates_pages import doors as layouts

_WITH_TABLES = (
    sign_in,
    queue,
    queue_file,
    together,
    views,
    teamwork,
    items,
    mails,
    answers,
    previews,
    writing,
    canned,
    exports,
    offered,
    dashboard,
    messages,
    printing,
    privacy,
    private_mail,
    senders,
    account,
    health,
    preferences,
    routing,
    audit,
    sessions,
    house,
    tokens,
    webhooks,
    sso,
    people,
    mailboxes,
    modes,
    ledgers,
)


def doors(office: Office) -> tuple[Door, ...]:
    """Return every page's doors."""
    fixed = tuple(door for page in _WITH_TABLES for door in page.DOORS)
    return (
        *fixed,
        *documents.doors(office),
        *upload.doors(office.largest_upload),
        *teaching.doors(office),
        *layouts.doors(office),
    )
