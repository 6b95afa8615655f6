"""Messages between programs, well formed and as real senders break them."""

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

CODES = ("01", "06", "52", "72")


def _coded(rng: random.Random, pay: Payment) -> None:
    """Give every deduction a code of the X12 list; the other values stay as they are."""
    for x in pay.lines:
        x.reason = rng.choice(CODES) if x.deduction else None


def _x12(pay: Payment, method: str, more: tuple[tuple[str, ...], ...] = ()) -> list[list[str]]:
    """Return the segments between ST and SE."""
    pay.method = {"ACH": "transfer", "CHK": "cheque", "FWT": "transfer"}[method]
    said = [
        ["BPR", "I", f"{pay.total:.2f}", "C", method, "CTX", *[""] * 10, f"{pay.day:%Y%m%d}"],
        ["TRN", "1", pay.reference, "1440817700"],
        ["CUR", "PR", pay.currency],
        *map(list, more),
        ["N1", "PR", pay.payer],
        ["N3", "14 Canal Street"],
        ["N1", "PE", pay.payee, "92", "0000417"],
        ["ENT", "1"],
    ]
    for x in pay.lines:
        said += _rmr(x)
    return said


def _rmr(x: Line) -> list[list[str]]:
    said = [["RMR", "CM" if x.kind == "credit_note" else "IV", x.number, "", f"{x.net:.2f}"]]
    if x.gross is not None:
        said[0].append(f"{x.gross:.2f}")
        said[0] += [f"{x.discount:.2f}"] if x.discount else []
    if x.po:
        said.append(["REF", "PO", x.po])
    if x.day:
        said.append(["DTM", "003", f"{x.day:%Y%m%d}"])
    if x.deduction:
        said.append(["ADX", f"{-x.deduction:.2f}", x.reason or ""])
    return said


def _envelope(bodies: list[list[list[str]]], count: int = 0) -> list[list[str]]:
    isa = [
        "ISA",
        "00",
        " " * 10,
        "00",
        " " * 10,
        "ZZ",
        "PAYER".ljust(15),
        "ZZ",
        "PAYEE".ljust(15),
        "260314",
        "0912",
        "U",
        "00401",
        "000000417",
        "0",
        "P",
        ">",
    ]
    told = [isa, ["GS", "RA", "PAYER", "PAYEE", "20260314", "0912", "417", "X", "004010"]]
    for at, body in enumerate(bodies, 1):
        told += [["ST", "820", f"{at:04}"], *body, ["SE", str(len(body) + 2 + count), f"{at:04}"]]
    return [*told, ["GE", str(len(bodies)), "417"], ["IEA", "1", "000000417"]]


def _joined(segments: list[list[str]], element: str = "*", end: str = "~", between: str = "") -> str:
    return between.join(element.join(one).rstrip(element) + end for one in segments) + between


@held("blanks_behind_segments", 2, 9, reductions="both", credits=True, media=ALONE)
def blanks_behind_segments(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An 820 kept in records of fixed length: each segment is filled up with blanks to 80 signs, counts wrong."""
    _coded(rng, pays[0])
    rows = [("*".join(one).rstrip("*") + "~") for one in _envelope([_x12(pays[0], "ACH")], 3)]
    text = "\r\n".join(row.ljust(80) for row in rows)
    return Sheet([], pays, ALL, "edi", ("edi", text.encode()))


@held("two_interchanges", 1, 6, payments=2, media=ALONE)
def two_interchanges(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two 820s in one file, one behind the other, each with separators of its own."""
    for pay in pays:
        keep_only(pay, "day", "po", "gross")
        pay.payee, pay.currency = pays[0].payee, "USD"
    first = _joined(_envelope([_x12(pays[0], "ACH")]), between="\n")
    second = _joined(_envelope([_x12(pays[1], "ACH")]), "|", "'", "\n")
    return Sheet([], pays, ALL, "edi", ("edi", (first + second).encode()))


@held("passed_on_with_marks", 2, 7, media=ALONE)
def passed_on_with_marks(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An 820 pasted into a mail that was passed on: a greeting, then each segment behind a quote mark."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = _joined(_envelope([_x12(pay, "CHK")]), between="\n").splitlines()
    text = (
        "Hi,\n\nour EDI file as text, please book.\n\n"
        + "\n".join(f"> {row}" for row in rows)
        + "\n\nRegards\nJ.\n"
    )
    return Sheet([], pays, ALL, "edi", ("text", text.encode()))


@held("notes_and_doors", 2, 8, credits=True, media=ALONE)
def notes_and_doors(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An 820 full of what is not paid: notes with sums, banks, contacts, periods, references of the payer's own."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    more = (
        ("NTE", "GEN", "LAST MONTH 4100.00 STILL OPEN"),
        ("REF", "EF", "V-88214"),
        ("PER", "AP", "DESK", "TE", "6325550144"),
        ("DTM", "150", "20260201"),
        ("DTM", "151", "20260228"),
    )
    segments = _envelope([_x12(pay, "FWT", more)])
    return Sheet([], pays, ALL, "edi", ("edi", _joined(segments, end="~", between="\n").encode()))


def _remadv(pay: Payment, mark: str = ".") -> list[str]:
    """Return the segments of a REMADV without its envelope."""
    pay.method = "transfer"

    def sum_(code: str, amount: Decimal) -> str:
        return f"MOA+{code}:{amount:.2f}".replace(".", mark)

    def said(text: str) -> str:
        for sign in "?'+:":
            text = text.replace(sign, f"?{sign}")
        return text

    rows = [
        "UNH+1+REMADV:D:96A:UN:EAN002",
        "BGM+481+AV88214+9",
        "DTM+137:20260101:102",
        f"DTM+138:{pay.day:%Y%m%d}:102",
        f"RFF+PQ:{said(pay.reference)}",
        "PAI+::42",
        f"NAD+PR+4012345000009::9++{said(pay.payer)}+Kai 4+Warnhof++48231+DE",
        f"NAD+PE+4098765000004::9++{said(pay.payee)}",
        f"CUX+2:{pay.currency}:11",
    ]
    for x in pay.lines:
        rows.append(f"DOC+{'381' if x.kind == 'credit_note' else '380'}+{said(x.number)}")
        rows += [sum_("9", x.gross)] if x.gross is not None else []
        rows += [sum_("52", x.discount)] if x.discount else []
        rows += [sum_("12", x.net)]
        rows += [f"DTM+171:{x.day:%Y%m%d}:102"] if x.day else []
        rows += [f"RFF+ON:{x.po}"] if x.po else []
    rows += ["UNS+S", sum_("12", pay.total)]
    return [*rows, f"UNT+{len(rows) + 1}+1"]


UNB, UNZ = "UNB+UNOC:3+4012345000009:14+4098765000004:14+260314:0912+417", "UNZ+1+417"


@held("cut_at_eighty", 2, 9, reductions="discount", credits=True, media=ALONE)
def cut_at_eighty(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A REMADV that a gateway broke into rows of 80 signs, in the middle of names and numbers."""
    text = "".join(f"{one}'" for one in (UNB, *_remadv(pays[0]), UNZ))
    rows = [text[at : at + 80] for at in range(0, len(text), 80)]
    return Sheet([], pays, ALL, "edi", ("edi", "\r\n".join(rows).encode("latin-1", "replace")))


@held("comma_for_point", 2, 9, reductions="discount", credits=True, media=ALONE)
def comma_for_point(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A REMADV with a comma as decimal mark, as its first segment says; free text holds sums and numbers."""
    rows = _remadv(pays[0], ",")
    rows.insert(3, "FTX+AAI+++Rest 1200,00 folgt mit Zahlung 88215")
    text = "\n".join(f"{one}'" for one in (UNB, *rows, UNZ))
    return Sheet([], pays, ALL, "edi", ("edi", f"UNA:+,? '\n{text}\n".encode("latin-1", "replace")))


@held("two_messages", 1, 5, payments=2, media=ALONE)
def two_messages(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two REMADVs in one interchange, the trailer lost."""
    rows = []
    for pay in pays:
        keep_only(pay, "day")
        pay.payee, pay.currency = pays[0].payee, pays[0].currency
        rows += _remadv(pay)
    text = "\n".join(f"{one}'" for one in (UNB, *rows))
    return Sheet([], pays, ALL, "edi", ("edi", text.encode("latin-1", "replace")))


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
