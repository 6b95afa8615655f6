"""UBL remittance advices in the envelopes in which networks carry them."""

# ruff: noqa: E501

import random
from xml.sax.saxutils import escape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, keep_only
from bench.layouts.unseen3.kit import third

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NETWORK = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"


def _party(tag: str, name: str) -> str:
    inner = f"<cac:PartyLegalEntity><cbc:RegistrationName>{escape(name)}</cbc:RegistrationName></cac:PartyLegalEntity>"
    return f"<cac:{tag}><cac:Party>{inner}</cac:Party></cac:{tag}>"


def _line(at: int, x: Line, pay: Payment) -> str:
    side, tag = ("Credit", "CreditNote") if x.kind == "credit_note" else ("Debit", "Invoice")
    money = f'<cbc:{side}LineAmount currencyID="{pay.currency}">{abs(x.net or 0):.2f}</cbc:{side}LineAmount>'
    about = f"<cbc:ID>{escape(x.number or '')}</cbc:ID><cbc:IssueDate>{x.day}</cbc:IssueDate>"
    bill = f"<cac:BillingReference><cac:{tag}DocumentReference>{about}</cac:{tag}DocumentReference></cac:BillingReference>"
    return f"<cac:RemittanceAdviceLine><cbc:ID>{at}</cbc:ID>{money}{bill}</cac:RemittanceAdviceLine>"


def _advice(pay: Payment) -> str:
    """Return a UBL remittance advice of a transfer."""
    keep_only(pay, "day")
    pay.method = "transfer"
    spaces = f'xmlns="{UBL}RemittanceAdvice-2" xmlns:cac="{UBL}CommonAggregateComponents-2" '
    spaces += f'xmlns:cbc="{UBL}CommonBasicComponents-2"'
    head = f"<cbc:UBLVersionID>2.3</cbc:UBLVersionID><cbc:ID>A-4418</cbc:ID><cbc:IssueDate>{pay.day}</cbc:IssueDate>"
    head += f"<cbc:DocumentCurrencyCode>{pay.currency}</cbc:DocumentCurrencyCode>"
    head += f'<cbc:TotalPaymentAmount currencyID="{pay.currency}">{pay.total:.2f}</cbc:TotalPaymentAmount>'
    means = (
        f"<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentDueDate>{pay.day}</cbc:PaymentDueDate>"
    )
    means = (
        f"<cac:PaymentMeans>{means}<cbc:PaymentID>{escape(pay.reference)}</cbc:PaymentID></cac:PaymentMeans>"
    )
    parties = _party("AccountingCustomerParty", pay.payer) + _party("AccountingSupplierParty", pay.payee)
    lines = "".join(_line(at, x, pay) for at, x in enumerate(pay.lines, 1))
    return f"<RemittanceAdvice {spaces}>{head}{parties}{means}{lines}</RemittanceAdvice>"


@third("ubl_in_a_network_envelope", 1, 12, credits=True, media=ALONE)
def ubl_in_a_network_envelope(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A UBL advice inside the standard business document of a network, with sender and receiver before it."""
    inner = _advice(pays[0])
    ends = "".join(
        f"<{one}><Identifier Authority='iso6523-actorid-upis'>0088:{code}</Identifier></{one}>"
        for one, code in (("Sender", "5412345000013"), ("Receiver", "4012345000009"))
    )
    about = "<DocumentIdentification><TypeVersion>2.3</TypeVersion><InstanceIdentifier>N-1</InstanceIdentifier></DocumentIdentification>"
    head = f"<StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion>{ends}{about}</StandardBusinessDocumentHeader>"
    xml = f'<?xml version="1.0" encoding="UTF-8"?><StandardBusinessDocument xmlns="{NETWORK}">{head}{inner}</StandardBusinessDocument>'
    return Sheet([], pays, ALL, "edi", ("xml", xml.encode()))


@third("ubl_in_sixteen_bits", 1, 8, credits=True, media=ALONE)
def ubl_in_sixteen_bits(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A UBL advice written in UTF-16, as some old programs save it, every element in a row of its own."""
    inner = _advice(pays[0]).replace("><", ">\r\n<")
    xml = f'<?xml version="1.0" encoding="UTF-16"?>\r\n{inner}\r\n'
    return Sheet([], pays, ALL, "edi", ("xml", xml.encode("utf-16")))
