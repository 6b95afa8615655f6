"""Every table of the database, split by subject; importing this package fills `METADATA`."""

from store.tables.alarms import AlarmNotice, AlarmRow, Heartbeat, MailboxVisit
from store.tables.answers import DisputeCase, DownloadLink, ReminderStop
from store.tables.apart import KnownSender, LegalHold, PrivateMark
from store.tables.around import AssigneeNotice, MessageWish, SpotCheck
from store.tables.audit import AuditDetail, AuditEntry
from store.tables.base import Row
from store.tables.desk import BulkAct, Claim, Mention, Note, SavedView, SearchWord
from store.tables.jobs import JobRow, TimetableRun
from store.tables.ledger import (
    LedgerContact,
    LedgerCustomer,
    LedgerImport,
    LedgerOpenItem,
    LedgerPurchaseOrder,
    LedgerSupportingDocument,
)
from store.tables.mailbox_marks import MailboxMark
from store.tables.mails import Delivery, FolderHistoryRow, FolderState, MailRow
from store.tables.outbox import Outbox, OutboxAttempt
from store.tables.people import LoginAttempt, Setting, User, WebSession
from store.tables.programs import ApiToken, AskedChange, HookDead, HookRow
from store.tables.remittances import Allocation, ExportBatch, ExportRow, RemittanceLineRow, RemittanceRow
from store.tables.routing import RouteSaid, RoutingModelRow
from store.tables.sent import Bounce, SentMark, SentReply
from store.tables.templates import (
    TemplateDrift,
    TemplateProposal,
    TemplateRow,
    TemplateSample,
    TemplateUse,
    TemplateVersion,
)
from store.tables.tokens import AccountPause, AccountToken
from store.tables.work import Correction, Event, Reading, Revision, WorkItemRow, WorkResult
from store.tables.writing import CannedText, ColleagueAnswer

METADATA = Row.metadata

__all__ = [
    "METADATA",
    "AccountPause",
    "AccountToken",
    "AlarmNotice",
    "AlarmRow",
    "Allocation",
    "ApiToken",
    "AskedChange",
    "AssigneeNotice",
    "AuditDetail",
    "AuditEntry",
    "Bounce",
    "BulkAct",
    "CannedText",
    "Claim",
    "ColleagueAnswer",
    "Correction",
    "Delivery",
    "DisputeCase",
    "DownloadLink",
    "Event",
    "ExportBatch",
    "ExportRow",
    "FolderHistoryRow",
    "FolderState",
    "Heartbeat",
    "HookDead",
    "HookRow",
    "JobRow",
    "KnownSender",
    "LedgerContact",
    "LedgerCustomer",
    "LedgerImport",
    "LedgerOpenItem",
    "LedgerPurchaseOrder",
    "LedgerSupportingDocument",
    "LegalHold",
    "LoginAttempt",
    "MailRow",
    "MailboxMark",
    "MailboxVisit",
    "Mention",
    "MessageWish",
    "Note",
    "Outbox",
    "OutboxAttempt",
    "PrivateMark",
    "Reading",
    "ReminderStop",
    "RemittanceLineRow",
    "RemittanceRow",
    "Revision",
    "RouteSaid",
    "RoutingModelRow",
    "Row",
    "SavedView",
    "SearchWord",
    "SentMark",
    "SentReply",
    "Setting",
    "SpotCheck",
    "TemplateDrift",
    "TemplateProposal",
    "TemplateRow",
    "TemplateSample",
    "TemplateUse",
    "TemplateVersion",
    "TimetableRun",
    "User",
    "WebSession",
    "WorkItemRow",
    "WorkResult",
]
