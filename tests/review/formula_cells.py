"""Texts that a spreadsheet would take for formulas."""

FORMULAS = [
    before + formula
    for before in ("", " ", "\t", "\n", "\u00a0")
    for formula in (
        "=1+1",
        '=HYPERLINK("https://evil.example")',
        "+1",
        "-1+2",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
    )
]
