"""Messages in XML between programs and banks, well formed and as real senders break them."""

# ruff: noqa: E501

import random
import textwrap
from decimal import Decimal
from xml.sax.saxutils import escape

from bench.layouts.electronic.truth import Made
from bench.layouts.electronic.ubl import inside_pdf
from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, D, held, keep_only


def _iso_sum(tag: str, amount: Decimal, pay: Payment) -> str:
    return f'<{tag} Ccy="{pay.currency}">{amount:.2f}</{tag}>'


def _strd(x: Line, pay: Payment) -> str:
    code = "CREN" if x.kind == "credit_note" else "CINV"
    day = f"<RltdDt>{x.day}</RltdDt>" if x.day else ""
    info = f"<RfrdDocInf><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Nb>{escape(x.number)}</Nb>{day}</RfrdDocInf>"
    sums = _iso_sum("DuePyblAmt", x.gross, pay) if x.gross is not None and x.kind == "invoice" else ""
    if x.kind == "credit_note":
        x.gross = None
    if x.discount:
        sums += f"<DscntApldAmt><Tp><Cd>STDS</Cd></Tp>{_iso_sum('Amt', x.discount, pay)}</DscntApldAmt>"
    return f"<Strd>{info}<RfrdDocAmt>{sums}{_iso_sum('RmtdAmt', abs(x.net), pay)}</RfrdDocAmt></Strd>"


def _remt(pay: Payment) -> str:
    pay.method = None
    lines = "".join(_strd(x, pay) for x in pay.lines)
    original = (
        f"<OrgnlPmtInf><Refs><EndToEndId>{escape(pay.reference)}</EndToEndId></Refs><Amt>{_iso_sum('InstdAmt', pay.total, pay)}</Amt>"
        f"<ReqdExctnDt><Dt>{pay.day}</Dt></ReqdExctnDt><Dbtr><Nm>{escape(pay.payer)}</Nm></Dbtr><Cdtr><Nm>{escape(pay.payee)}</Nm></Cdtr></OrgnlPmtInf>"
    )
    head = "<GrpHdr><MsgId>M-88214</MsgId><CreDtTm>2026-01-01T08:00:00Z</CreDtTm></GrpHdr>"
    return f"<RmtAdvc>{head}<RmtInf><RmtId>AV-88214</RmtId>{lines}{original}</RmtInf></RmtAdvc>"


REMT = "urn:iso:std:iso:20022:tech:xsd:remt.001.001.05"


@held("charset_not_as_said", 2, 9, reductions="discount", credits=True, media=ALONE)
def charset_not_as_said(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A remt.001 that says UTF-8 and is Latin-1, with blank lines before its declaration."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.payer = f"{pay.payer} Séléstat"
    xml = (
        f'\r\n\r\n<?xml version="1.0" encoding="UTF-8"?>\r\n<Document xmlns="{REMT}">{_remt(pay)}</Document>'
    )
    return Sheet([], pays, ALL - {"method"}, "edi", ("xml", xml.encode("latin-1")))


@held("remarks_in_markup", 2, 9, reductions="discount", credits=True, media=ALONE)
def remarks_in_markup(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A remt.001 in a SOAP body, prefixed, with remarks that hold lines no longer paid, names as raw text."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    old = _strd(Line("DO-NOT-PAY-1", net=D("77.00")), pay)
    body = _remt(pay).replace("</Strd>", f"</Strd><!-- {old} -->", 1)
    body = body.replace("<RmtAdvc>", f"<RmtAdvc>{' ' * 3}\n").replace("</Strd><Strd>", "</Strd>\n  <Strd>")
    for name in (pay.payer, pay.payee):
        body = body.replace(f"<Nm>{escape(name)}</Nm>", f"<Nm><![CDATA[{name}]]></Nm>")
    soap = f'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><Document xmlns="{REMT}">{body}</Document></soap:Body></soap:Envelope>'
    return Sheet([], pays, ALL - {"method"}, "edi", ("xml", f'<?xml version="1.0"?>\n{soap}'.encode()))


def _booked(pay: Payment, text: str, mark: str = "CRDT", extra: str = "") -> str:
    parties = f"<RltdPties><Dbtr><Pty><Nm>{escape(pay.payer)}</Nm></Pty></Dbtr><Cdtr><Pty><Nm>{escape(pay.payee)}</Nm></Pty></Cdtr></RltdPties>"
    detail = f"<TxDtls><Refs><EndToEndId>{escape(pay.reference)}</EndToEndId></Refs>{_iso_sum('Amt', pay.total, pay)}<CdtDbtInd>{mark}</CdtDbtInd>{extra}{parties}<RmtInf>{text}</RmtInf></TxDtls>"
    code = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
    return (
        f"<Ntry>{_iso_sum('Amt', pay.total, pay)}<CdtDbtInd>{mark}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{pay.day}</Dt></BookgDt><ValDt><Dt>{pay.day}</Dt></ValDt>{code}<NtryDtls>{detail}</NtryDtls></Ntry>"
    )


def _camt(kind: str, root: str, report: str, entries: str) -> bytes:
    account = "<Acct><Id><IBAN>XX00ACCOUNT</IBAN></Id></Acct>"
    body = f"<{root}><GrpHdr><MsgId>M1</MsgId></GrpHdr><{report}><Id>S1</Id>{account}{entries}</{report}></{root}>"
    return f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:{kind}.001.08">{body}</Document>'.encode()


@held("day_of_a_statement", 1, 5, payments=3, reductions="discount", media=ALONE)
def day_of_a_statement(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A camt.053 of three incoming payments between the account's own outgoing one and the bank's fee."""
    entries = ""
    for at, pay in enumerate(pays):
        keep_only(pay, "day", "gross", "discount")
        pay.payee, pay.currency, pay.method = pays[0].payee, "EUR", "transfer"
        pay.payer = pay.payer if at == 0 else f"{pay.payer.split(' ')[0]} {('Works', 'Trading')[at - 1]} Ltd"
        charge = '<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">3.50</TtlChrgsAndTaxAmt></Chrgs>' if at == 1 else ""
        entries += _booked(pay, "".join(_strd(x, pay) for x in pay.lines), extra=charge)
        if at == 0:
            own = Payment("We", "Landlord", "RENT", None, pay.day, "EUR", [], D("900.00"))
            entries += _booked(own, "<Ustrd>RENT INV 4410</Ustrd>", "DBIT")
    return Sheet([], pays, ALL, "edi", ("xml", _camt("camt.053", "BkToCstmrStmt", "Stmt", entries)))


@held("notified_in_words", 2, 6, media=ALONE)
def notified_in_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A camt.054 whose text names numbers with amounts, in pieces of 140 signs."""
    pay = pays[0]
    keep_only(pay)
    pay.method = "transfer"
    for x in pay.lines:
        x.number = x.number.replace(" ", "")
    said = " ".join(f"{x.number} EUR {x.net:.2f};" for x in pay.lines).rstrip(";")
    pay.currency = "EUR"
    text = "".join(
        f"<Ustrd>{escape(one)}</Ustrd>" for one in textwrap.wrap(said, 140, break_on_hyphens=False)
    )
    entry = _booked(pay, text)
    return Sheet([], pays, ALL, "edi", ("xml", _camt("camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn", entry)))


def _ubl(pay: Payment) -> str:
    spaces = (
        'xmlns="urn:oasis:names:specification:ubl:schema:xsd:RemittanceAdvice-2" '
        'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
        'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
    )
    pay.method = "transfer"

    def party(tag: str, name: str) -> str:
        return f"<cac:{tag}><cac:Party><cac:PartyName><cbc:Name>{escape(name)}</cbc:Name></cac:PartyName></cac:Party></cac:{tag}>"

    lines = ""
    for at, x in enumerate(pay.lines, 1):
        debit = "Debit" if x.net >= 0 else "Credit"
        tag = "CreditNoteDocumentReference" if x.kind == "credit_note" else "InvoiceDocumentReference"
        lines += (
            f"<cac:RemittanceAdviceLine><cbc:ID>{at}</cbc:ID><cbc:Note>OK 12.50</cbc:Note>"
            f'<cbc:{debit}LineAmount currencyID="{pay.currency}">{abs(x.net):.2f}</cbc:{debit}LineAmount>'
            f"<cac:BillingReference><cac:{tag}><cbc:ID>{escape(x.number)}</cbc:ID><cbc:IssueDate>{x.day}</cbc:IssueDate></cac:{tag}></cac:BillingReference></cac:RemittanceAdviceLine>"
        )
    return (
        f"<RemittanceAdvice {spaces}><cbc:ID>AV-88214</cbc:ID><cbc:IssueDate>2026-01-01</cbc:IssueDate>"
        f"<cbc:Note>Previous payment 1200.00</cbc:Note><cbc:DocumentCurrencyCode>{pay.currency}</cbc:DocumentCurrencyCode>"
        f'<cbc:TotalPaymentAmount currencyID="{pay.currency}">{pay.total:.2f}</cbc:TotalPaymentAmount>'
        f"{party('AccountingCustomerParty', pay.payer)}{party('AccountingSupplierParty', pay.payee)}"
        f"<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentDueDate>{pay.day}</cbc:PaymentDueDate>"
        f"<cbc:PaymentID>{escape(pay.reference)}</cbc:PaymentID></cac:PaymentMeans>{lines}</RemittanceAdvice>"
    )


@held("ubl_with_style", 2, 9, credits=True, media=ALONE)
def ubl_with_style(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A UBL advice in UTF-16 with a style sheet's instruction and notes that hold sums."""
    keep_only(pays[0], "day")
    xml = f'<?xml version="1.0" encoding="UTF-16"?>\n<?xml-stylesheet type="text/xsl" href="advice.xsl"?>\n{_ubl(pays[0])}'
    return Sheet([], pays, ALL, "edi", ("xml", xml.encode("utf-16")))


@held("ubl_in_a_page", 2, 9, credits=True, media=ALONE)
def ubl_in_a_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A PDF of one sentence that carries a UBL advice as its attachment."""
    keep_only(pays[0], "day")
    made = Made("advice.xml", f'<?xml version="1.0" encoding="UTF-8"?>{_ubl(pays[0])}'.encode(), [], "")
    return Sheet([], pays, ALL, "edi", ("pdf", inside_pdf(made).content))
