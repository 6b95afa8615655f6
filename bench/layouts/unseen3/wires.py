"""Messages between programs: X12, EDIFACT, ISO 20022 and UBL, well formed and as gateways leave them."""

# ruff: noqa: E501

import random
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, keep_only
from bench.layouts.unseen3.kit import third

WITHOUT_METHOD = ALL - {"method"}


def _edi(segments: list[str], end: str) -> tuple[str, bytes]:
    return "edi", "".join(one + end for one in segments).encode("latin-1")


def _x12(pay: Payment, by: str = "ACH") -> list[str]:
    """Return the segments of an 820 from BPR on, heads and lines."""
    pay.method = "cheque" if by == "CHK" else "transfer"
    said = [
        f"BPR*C*{pay.total:.2f}*C*{by}*{'CTX' if by == 'ACH' else ''}*01*000000000*DA*4418*9204418827**01*111000000*DA*7731*{pay.day:%Y%m%d}",
        f"TRN*1*{pay.reference}*9204418827",
        f"CUR*PR*{pay.currency}",
        f"N1*PE*{pay.payee}",
        f"N1*PR*{pay.payer}*91*2044",
        "PER*AP*ACCOUNTS PAYABLE*TE*5550100",
        "ENT*1",
    ]
    for x in pay.lines:
        said += _x12_line(x)
    return said


def _x12_line(x: Line) -> list[str]:
    kind = "CM" if x.kind == "credit_note" else "IV"
    row = f"RMR*{kind}*{x.number}*PI*{x.net:.2f}"
    if x.gross is not None:
        row += f"*{x.gross:.2f}" + (f"*{x.discount:.2f}" if x.discount else "")
    more = [f"REF*PO*{x.po}"] if x.po else []
    return [row, *more, *([f"DTM*003*{x.day:%Y%m%d}"] if x.day else [])]


def _isa(mark: str = "*") -> str:
    parts = ["ISA", "00", " " * 10, "00", " " * 10, "01", "204418827".ljust(15), "12", "5550100".ljust(15)]
    return mark.join([*parts, "260410", "2115", "U", "00501", "000000731", "0", "P", ":"])


def _enveloped(body: list[str], version: str = "005010") -> list[str]:
    inner = ["ST*820*0007", *body, f"SE*{len(body) + 2}*0007"]
    return [
        _isa(),
        f"GS*RA*204418827*5550100*20260410*2115*731*X*{version}",
        *inner,
        "GE*1*731",
        "IEA*1*000000731",
    ]


@third("x12_ended_by_lines", 1, 15, reductions="discount", credits=True, media=ALONE)
def x12_ended_by_lines(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A well-formed 820 whose segments are ended by a line's end alone."""
    keep_only(pays[0], "day", "po", "gross", "discount")
    return Sheet([], pays, ALL, "edi", _edi(_enveloped(_x12(pays[0])), "\n"))


@third("x12_bare_transaction", 1, 10, reductions="discount", media=ALONE)
def x12_bare_transaction(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An 820 that a gateway has stripped of its envelope: it begins with ST and ends with SE."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    body = _x12(pay, "CHK")
    return Sheet([], pays, ALL, "edi", _edi(["ST*820*0001", *body, f"SE*{len(body) + 2}*0001"], "~\n"))


@third("x12_many_entities", 3, 14, credits=True, media=ALONE)
def x12_many_entities(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An 820 of one payment with an entity for each of the payee's branches, each with lines of its own."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    body, at = _x12(Payment(**{**vars(pay), "lines": []}), "FWT")[:-1], 0
    pay.method = "transfer"
    while at < len(pay.lines):
        step = rng.randint(1, 4)
        body += [
            f"ENT*{at + 1}",
            f"NM1*ST*2*BRANCH {rng.randint(10, 99)}",
            f"REF*ST*{rng.randint(1000, 9999)}",
        ]
        body += [row for x in pay.lines[at : at + step] for row in _x12_line(x)]
        at += step
    return Sheet([], pays, ALL, "edi", _edi(_enveloped(body, "004010"), "~"))


def _remadv(pay: Payment, *, signed: bool, number: str = "RA4418") -> list[list[str]]:
    """Return the segments of a REMADV as lists of elements, components parted by colons."""
    said = [
        ["UNH", "1", "REMADV:D:96A:UN:EAN004"],
        ["BGM", "481", number, "9"],
        ["DTM", f"137:{pay.day:%Y%m%d}:102"],
    ]
    said += [["DTM", f"138:{pay.day:%Y%m%d}:102"], ["RFF", f"PQ:{pay.reference}"]]
    said += [
        ["NAD", "PR", "5412345000013::9", "", pay.payer],
        ["NAD", "PE", "4012345000009::9", "", pay.payee],
    ]
    said += [["CUX", f"2:{pay.currency}:11"]]
    for x in pay.lines:
        said += [["DOC", "381" if x.kind == "credit_note" else "380", x.number or ""]]
        said += [["MOA", f"77:{abs(x.gross):.2f}"]] if x.gross is not None and x.kind == "invoice" else []
        said += [["MOA", f"52:{x.discount:.2f}"]] if x.discount else []
        said += [["MOA", f"12:{x.net if signed else abs(x.net or 0):.2f}"]]
        said += [["DTM", f"171:{x.day:%Y%m%d}:102"]] if x.day else []
        if x.kind == "credit_note":
            x.gross = None
    return [*said, ["UNS", "S"], ["MOA", f"12:{pay.total:.2f}"]]


@third("remadv_of_a_chain", 1, 20, reductions="discount", credits=True, media=ALONE)
def remadv_of_a_chain(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A well-formed REMADV of a chain of stores; credit notes have their own kind and a minus."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    body = _remadv(pay, signed=True)
    body = [["UNB", "UNOC:3", "5412345000013:14", "4012345000009:14", "260410:2115", "731"], *body]
    body += [["UNT", str(len(body)), "1"], ["UNZ", "1", "731"]]
    return Sheet([], pays, WITHOUT_METHOD, "edi", _edi(["+".join(one) for one in body], "'"))


@third("remadv_own_marks", 1, 12, reductions="discount", media=ALONE)
def remadv_own_marks(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A REMADV with a decimal comma said in UNA, a name that holds a released plus sign, a row for each segment."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.payer = f"{pay.payer} + Sons"
    body = [["UNB", "UNOC:3", "PAYER", "PAYEE", "260410:2115", "732"], *_remadv(pay, signed=True)]
    body += [["UNT", str(len(body)), "1"], ["UNZ", "1", "732"]]
    rows = ["+".join(part.replace("+", "?+") for part in one) for one in body]
    rows = [row.replace(".", ",") if row.startswith("MOA") else row for row in rows]
    return Sheet(
        [], pays, WITHOUT_METHOD, "edi", ("edi", ("UNA:+,? '\r\n" + "'\r\n".join(rows) + "'\r\n").encode())
    )


@third("remadv_without_end", 1, 10, credits=True, media=ALONE)
def remadv_without_end(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A REMADV whose sums bear no signs, credit notes by their kind alone, and that ends without a trailer."""
    pay = pays[0]
    keep_only(pay, "day")
    body = [["UNB", "UNOC:3", "PAYER", "PAYEE", "260410:2115", "733"], *_remadv(pay, signed=False)]
    return Sheet([], pays, WITHOUT_METHOD, "edi", _edi(["+".join(one) for one in body], "'\n"))


def _sum(tag: str, amount: Decimal | None, pay: Payment) -> str:
    return f'<{tag} Ccy="{pay.currency}">{amount:.2f}</{tag}>'


def _strd(x: Line, pay: Payment) -> str:
    code, sums = ("CREN", "") if x.kind == "credit_note" else ("CINV", "")
    day = f"<RltdDt>{x.day}</RltdDt>" if x.day else ""
    if x.kind == "credit_note":
        x.gross = None
    if x.gross is not None:
        sums += _sum("DuePyblAmt", x.gross, pay)
    if x.discount:
        sums += f"<DscntApldAmt><Tp><Cd>APDS</Cd></Tp>{_sum('Amt', x.discount, pay)}</DscntApldAmt>"
    sums += _sum("RmtdAmt", abs(x.net or Decimal(0)), pay)
    about = f"<RfrdDocInf><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Nb>{escape(x.number or '')}</Nb>{day}</RfrdDocInf>"
    return f"<Strd>{about}<RfrdDocAmt>{sums}</RfrdDocAmt></Strd>"


def _prefixed(xml: str, prefix: str) -> str:
    return xml.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")


@third("remt_with_prefix", 1, 12, reductions="discount", credits=True, media=ALONE)
def remt_with_prefix(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A remt.001 whose every name bears a prefix, indented, with comments and a mark of byte order."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    original = (
        f"<OrgnlPmtInf><Refs><EndToEndId>{escape(pay.reference)}</EndToEndId></Refs><Amt>{_sum('InstdAmt', pay.total, pay)}</Amt>"
        f"<ReqdExctnDt><Dt>{pay.day}</Dt></ReqdExctnDt><Dbtr><Nm>{escape(pay.payer)}</Nm></Dbtr><Cdtr><Nm>{escape(pay.payee)}</Nm></Cdtr></OrgnlPmtInf>"
    )
    lines = "".join(_strd(x, pay) for x in pay.lines)
    inner = f"<RmtAdvc><GrpHdr><MsgId>R-4418</MsgId><CreDtTm>{pay.day}T06:00:00Z</CreDtTm></GrpHdr><RmtInf><RmtId>R-4418-1</RmtId>{lines}{original}</RmtInf></RmtAdvc>"
    told = _prefixed(inner, "r").replace("><", ">\n  <")
    space = "urn:iso:std:iso:20022:tech:xsd:remt.001.001.04"
    xml = f'\ufeff<?xml version="1.0" encoding="utf-8"?>\n<!-- advice -->\n<r:Document xmlns:r="{space}">{told}</r:Document>\n'
    return Sheet([], pays, WITHOUT_METHOD, "edi", ("xml", xml.encode()))


def _detail(pay: Payment, count: int) -> str:
    """Return one transaction of a bank's notice."""
    parties = f"<RltdPties><Dbtr><Pty><Nm>{escape(pay.payer)}</Nm></Pty></Dbtr><Cdtr><Pty><Nm>{escape(pay.payee)}</Nm></Pty></Cdtr></RltdPties>"
    lines = "".join(_strd(x, pay) for x in pay.lines)
    refs = (
        f"<Refs><AcctSvcrRef>B{count:09}</AcctSvcrRef><EndToEndId>{escape(pay.reference)}</EndToEndId></Refs>"
    )
    return f"<TxDtls>{refs}{_sum('Amt', pay.total, pay)}<CdtDbtInd>CRDT</CdtDbtInd>{parties}<RmtInf>{lines}</RmtInf></TxDtls>"


def _entry(amount: Decimal, pay: Payment, day: date, details: str) -> str:
    code = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
    days = f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
    head = f"{_sum('Amt', amount, pay)}<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>{days}{code}"
    return f"<Ntry>{head}<NtryDtls>{details}</NtryDtls></Ntry>"


def _bank_file(kind: str, root: str, part: str, inner: str) -> bytes:
    space = f"urn:iso:std:iso:20022:tech:xsd:{kind}.001.08"
    head = "<GrpHdr><MsgId>N-4418</MsgId><CreDtTm>2026-12-31T23:00:00+01:00</CreDtTm></GrpHdr>"
    account = "<Id>N-4418-1</Id><CreDtTm>2026-12-31T23:00:00+01:00</CreDtTm><Acct><Id><Othr><Id>7731</Id></Othr></Id></Acct>"
    body = f"<{root}>{head}<{part}>{account}{inner}</{part}></{root}>"
    return f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{space}">{body}</Document>'.encode()


@third("notice_of_a_batch", 1, 6, payments=3, reductions="discount", credits=True, media=ALONE)
def notice_of_a_batch(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A camt.054 with one booking of three transfers; each tells its payer and the documents it pays."""
    details = ""
    for at, pay in enumerate(pays):
        keep_only(pay, "day", "gross", "discount")
        pay.day, pay.method = pays[0].day, None
        details += _detail(pay, 70 + at)
    whole = sum((pay.sum for pay in pays), Decimal(0))
    inner = _entry(whole, pays[0], pays[0].day, f"<Btch><NbOfTxs>3</NbOfTxs></Btch>{details}")
    raw = _bank_file("camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn", inner)
    return Sheet([], pays, WITHOUT_METHOD, "edi", ("xml", raw))


@third("statement_with_balances", 1, 10, reductions="discount", credits=True, media=ALONE)
def statement_with_balances(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A camt.053 with opening and closing balance, a sum of entries, and one incoming transfer."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    before = Decimal(rng.randint(10**6, 10**8)) / 100
    balance = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_sum('Amt', amount, pay)}<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{pay.day}</Dt></Dt></Bal>"
        for code, amount in (("OPBD", before), ("CLBD", before + pay.sum))
    )
    sums = f"<TxsSummry><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>{pay.total:.2f}</Sum></TtlCdtNtries></TxsSummry>"
    inner = f"{balance}{sums}{_entry(pay.sum, pay, pay.day, _detail(pay, 91))}"
    raw = _bank_file("camt.053", "BkToCstmrStmt", "Stmt", inner)
    return Sheet([], pays, WITHOUT_METHOD, "edi", ("xml", raw))
