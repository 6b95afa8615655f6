"""Our own made-up firm, and the moment at which the samples stand."""

from datetime import date

SEED = 20261120
TODAY = date(2026, 11, 20)

NAME = "Tarvenne Fasteners Ltd"
DOMAIN = "tarvenne.example"
MAILBOX = f"ar@{DOMAIN}"
BORDER = f"mx.{DOMAIN}"
STREET = "14 Anvil Row"
TOWN = "Norbury S9 0XX, United Kingdom"
VAT_ID = "GB999000142"
