"""HTML bodies as a person sees them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.html_text import html_lines
from intake.lines import text_of


def text(html: str) -> str:
    return text_of(html_lines(html)[0])


CASES = {
    "table rows": (
        "<table><tr><th>Invoice</th><th>Amount</th></tr>"
        "<tr><td>INV-1</td><td align=right>1&nbsp;234,50</td></tr></table>",
        "Invoice\tAmount\nINV-1\t1 234,50",
    ),
    "empty cells keep their place": ("<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a\t\tc"),
    "wrapped cell": ("<table><tr><td>INV<br>-1</td><td><p>10.00</p></td></tr></table>", "INV -1\t10.00"),
    "layout table": (
        "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td><p>side</p></td></tr></table>",
        "a\tb\nside",
    ),
    "one column": (
        "<table><tr><td>Dear all,</td></tr><tr><td>we paid.</td></tr></table>",
        "Dear all,\nwe paid.",
    ),
    "breaks": ("a<br>b<div>c</div>d", "a\nb\nc\nd"),
    "space": ("  a \n b&nbsp; c ", "a b c"),
    "script and style": ("<style>p{}</style><script>x<y</script><title>t</title>seen", "seen"),
    "comments": ("a<!-- hidden -->b<!--[if mso]>c<![endif]-->", "ab"),
    "display none": ("a<div style='DISPLAY : none'>x<p>y</p></div>b<p hidden>z</p>c", "abc"),
    "hidden cell": ("<table><tr><td>a</td><td style='display:none'>x</td><td>b</td></tr></table>", "a\tb"),
    "hidden row": (
        "<table><tr style='display:none'><td>x</td></tr><tr><td>a</td><td>b</td></tr></table>",
        "a\tb",
    ),
    "no size": ("<span style='font-size:0px'>x</span>a<i style='font-size:0.9em'>b</i>", "ab"),
    "no size taken back": ("<td style='font-size:0'>x<p style='font-size:13px'>seen</p>x</td>", "seen"),
    "invisible": (
        "<b style='visibility:hidden'>x</b><b style='opacity:0'>y</b><b style='opacity:0.9'>z</b>",
        "z",
    ),
    "entities": ("&lt;b&gt; &amp; &eacute; &#8364; &unknown;", "<b> & é € &unknown;"),
    "preformatted": ("<pre>a  b\nc</pre>", "a b\nc"),
    "broken": ("<table><tr><td>a</table></td></tr><td>z</p>", "a\nz"),
    "xml prologue": ('<?xml version="1.0" encoding="utf-16"?><p>é</p>', "é"),
    "nothing": ("", ""),
    "only text": ("just text", "just text"),
}


@pytest.mark.parametrize(("html", "seen"), CASES.values(), ids=CASES.keys())
def test_html_reads_as_it_is_seen(html: str, seen: str) -> None:
    assert text(html) == seen


def test_no_entity_of_a_document_type_is_resolved() -> None:
    html = '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>&a;&b;</p>'
    seen = text(html)
    assert "boom" not in seen.replace('"boom"', "")
    assert "root:" not in seen


def test_too_deep_html_keeps_its_words_and_says_so() -> None:
    lines, defect = html_lines("<div>" * 5000 + "deep" + "</div>" * 5000)
    assert text_of(lines).strip() == "deep"
    assert defect is not None and "nested too deeply" in defect


PIECES = (
    *("<table>", "<tr>", "<td>", "</table>", "</td>", "x", "<br>", "<p>", "<div style='display:none'>"),
    *("</div>", "<pre>", "\n", "<blockquote type=cite>", "<!--", "-->", "<td hidden>"),
)


@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_html_makes_it_fail(html: str) -> None:
    html_lines(html)
