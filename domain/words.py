"""The closed lists of words that are stored, printed as JSON and shown to people."""

from enum import StrEnum


class Route(StrEnum):
    """Where a mail goes first."""

    PAYMENT_ADVICE = "payment_advice"
    DISPUTE = "dispute"
    INVOICE_COPY_REQUEST = "invoice_copy_request"
    PO_INQUIRY = "po_inquiry"
    OTHER = "other"


class Intent(StrEnum):
    """What the writer wants, finer than the route."""

    PAYMENT_ADVICE = "payment_advice"
    DISPUTE = "dispute"
    INVOICE_COPY_REQUEST = "invoice_copy_request"
    SUPPORTING_DOCUMENT_REQUEST = "supporting_document_request"
    PO_INQUIRY = "po_inquiry"
    PAYMENT_LINK_REQUEST = "payment_link_request"
    STATEMENT_REQUEST = "statement_request"
    UNSUBSCRIBE = "unsubscribe"
    PROMISE_TO_PAY = "promise_to_pay"
    BANK_DETAILS_CHANGE = "bank_details_change"
    AUTOMATIC_REPLY = "automatic_reply"
    BOUNCE = "bounce"
    NEW_ORDER = "new_order"
    SUPPLIER_INVOICE = "supplier_invoice"
    MARKETING = "marketing"
    GENERAL = "general"

    @property
    def route(self) -> Route:
        """The route this intent stands under."""
        return _ROUTE_OF.get(self, Route.OTHER)


_ROUTE_OF = {
    Intent.PAYMENT_ADVICE: Route.PAYMENT_ADVICE,
    Intent.DISPUTE: Route.DISPUTE,
    Intent.INVOICE_COPY_REQUEST: Route.INVOICE_COPY_REQUEST,
    Intent.SUPPORTING_DOCUMENT_REQUEST: Route.INVOICE_COPY_REQUEST,
    Intent.PO_INQUIRY: Route.PO_INQUIRY,
}


class DisputeReason(StrEnum):
    """Why a customer does not pay an invoice as it stands."""

    INVOICE_NOT_RECEIVED = "invoice_not_received"
    RECORDS_MISMATCH = "records_mismatch"
    PO_MISSING = "po_missing"
    SUPPORTING_DOCUMENT_MISSING = "supporting_document_missing"
    TAX_INFORMATION = "tax_information"
    PRICE = "price"
    QUANTITY = "quantity"
    DAMAGED_OR_DEFECTIVE = "damaged_or_defective"
    NOT_DELIVERED = "not_delivered"
    SERVICE_QUALITY = "service_quality"
    DUPLICATE_INVOICE = "duplicate_invoice"
    ALREADY_PAID = "already_paid"
    TERMS = "terms"
    RETURNED_GOODS = "returned_goods"
    WRONG_ADDRESSEE = "wrong_addressee"
    OTHER = "other"


class Band(StrEnum):
    """How urgent a dispute is: low < 25 <= medium < 50 <= high < 75 <= critical."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class DocumentType(StrEnum):
    """What an open item or a remittance line stands for."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    DEBIT_NOTE = "debit_note"
    DEDUCTION = "deduction"
    ON_ACCOUNT = "on_account"


class DocumentKind(StrEnum):
    """What a document on file in the ledger is."""

    INVOICE_COPY = "invoice_copy"
    PROOF_OF_DELIVERY = "proof_of_delivery"
    PURCHASE_ORDER = "purchase_order"
    W9 = "w9"
    TAX_CERTIFICATE = "tax_certificate"
    STATEMENT = "statement"
    CONTRACT = "contract"
    OTHER = "other"


class PaymentMethod(StrEnum):
    """How the money travels."""

    TRANSFER = "transfer"
    CHEQUE = "cheque"
    CARD = "card"
    DIRECT_DEBIT = "direct_debit"
    OTHER = "other"


class Layout(StrEnum):
    """The form in which a remittance states its lines."""

    TABLE = "table"
    KEY_VALUE = "key_value"
    LINES = "lines"
    PROSE = "prose"
    EDI = "edi"


class Medium(StrEnum):
    """What kind of document a reader took; decides which places exist on its pages."""

    PDF = "pdf"
    IMAGE = "image"
    SHEET = "sheet"
    CSV = "csv"
    HTML = "html"
    TEXT = "text"
    EDI = "edi"


class Look(StrEnum):
    """What a document looks like once its pages are read."""

    ADVICE = "advice"
    INVOICE = "invoice"
    STATEMENT = "statement"
    PICTURE = "picture"
    UNKNOWN = "unknown"


class MatchStatus(StrEnum):
    """How much of the remittances found its open items."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class ResidualKind(StrEnum):
    """What an amount left open after an allocation is."""

    DISCOUNT = "discount"
    DEDUCTION = "deduction"
    SHORT_PAYMENT = "short_payment"
    OVERPAYMENT = "overpayment"
    ROUNDING = "rounding"


class How(StrEnum):
    """By which rule a remittance line found its open item."""

    EXACT_NUMBER = "exact_number"
    NORMALISED_NUMBER = "normalised_number"
    REPAIRED_NUMBER = "repaired_number"
    AMOUNT = "amount"
    SUM_OF_ITEMS = "sum_of_items"
    TAUGHT = "taught"


class ReplyKind(StrEnum):
    """What an answer carries."""

    INVOICE_COPY = "invoice_copy"
    SUPPORTING_DOCUMENT = "supporting_document"
    PO_INFORMATION = "po_information"
    PAYMENT_LINK = "payment_link"
    STATEMENT = "statement"
    UNSUBSCRIBE_CONFIRMATION = "unsubscribe_confirmation"
    DISPUTE_ACKNOWLEDGEMENT = "dispute_acknowledgement"
    REMITTANCE_ACKNOWLEDGEMENT = "remittance_acknowledgement"
    FREE_REPLY = "free_reply"
    """A person's own words to the sender."""
    NEW_MAIL = "new_mail"
    """A person's own words to anybody, in no thread."""
    FORWARD = "forward"
    """The mail itself, passed on to a colleague."""


WRITTEN_KINDS = frozenset({ReplyKind.FREE_REPLY, ReplyKind.NEW_MAIL, ReplyKind.FORWARD})
"""What a person writes; no responder composes these, and none leaves by itself."""


class Mode(StrEnum):
    """How far a responder may go without a person."""

    OFF = "off"
    DRAFT = "draft"
    DELAYED = "delayed"
    AUTOMATIC = "automatic"


class Flag(StrEnum):
    """A warning that a person must see."""

    BANK_DETAILS_CHANGE = "bank_details_change"
    LOOKALIKE_SENDER = "lookalike_sender"
    REPLY_TO_DIFFERS = "reply_to_differs"
    AUTHENTICATION_FAILED = "authentication_failed"
    SEVERAL_FROM = "several_from"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    INSTRUCTION_TO_SOFTWARE = "instruction_to_software"


class Block(StrEnum):
    """A release rule that failed; `flag_NAME` stands beside these, see `blocked_by_flag`."""

    MODE_OFF = "mode_off"
    MODE_DRAFT = "mode_draft"
    KILL_SWITCH = "kill_switch"
    SENDER_NOT_AUTHENTICATED = "sender_not_authenticated"
    NO_TRUSTED_SERVER = "no_trusted_server"
    SEVERAL_FROM = "several_from"
    SENDER_UNKNOWN = "sender_unknown"
    CONTACT_MAY_NOT_RECEIVE = "contact_may_not_receive"
    CUSTOMER_UNCLEAR = "customer_unclear"
    NOT_OWNED = "not_owned"
    NOT_ON_FILE = "not_on_file"
    SENSITIVE_KIND = "sensitive_kind"
    AUTOMATIC_MAIL = "automatic_mail"
    ROUTE_UNSURE = "route_unsure"
    TOO_OLD = "too_old"
    CAP = "cap"
    HISTORY = "history"
    LEDGER_OLD = "ledger_old"
    BACKFILL = "backfill"
    INCOMPLETE = "incomplete"
    NOTHING_NAMED = "nothing_named"
    UNDELIVERABLE = "undeliverable"


def blocked_by_flag(flag: Flag) -> str:
    """Name the release rule that a flag breaks, e.g. `flag_lookalike_sender`."""
    return f"flag_{flag.value}"
