"""Papers of strangers that mails carry: a supplier's invoice, an order, a picture of damaged goods."""

from samples.make import sheets
from samples.make.advices import said_paper
from samples.make.compose import Part
from samples.make.firm import NAME

SUPPLIER_INVOICE = (
    "Gantry Lubricants Ltd",
    "7 Sump Lane, Ollerby",
    "",
    "INVOICE GL-55820",
    f"Bill to: {NAME}",
    "Date: 10 November 2026     Payment terms: 30 days net",
    "",
    "12 x cutting oil 20 l          1,140.00",
    "Carriage                          45.00",
    "VAT 20 %                         237.00",
    "Total due GBP                  1,422.00",
    "Please pay to sort code 00-00-00 account 00000000",
)
ORDER = (
    "Lysgaard Vindkraft ApS",
    "PURCHASE ORDER LV-PO-9917",
    "",
    f"Supplier: {NAME}",
    "4 000 pcs hex bolt M12x60 zinc, delivery week 50",
    "1 200 pcs washer 17 mm HV, delivery week 50",
    "Delivery address: Turbine hall 3, Lysgaard harbour",
)


def part(name: str) -> Part:
    """Return one of these papers as an attachment."""
    if name == "supplier-invoice":
        return Part("GL-55820.pdf", said_paper("Invoice GL-55820", SUPPLIER_INVOICE))
    if name == "order":
        return Part("LV-PO-9917.pdf", said_paper("Purchase order", ORDER))
    if name == "photo":
        return Part(
            "IMG_2207.jpg", sheets.picture([(40, 60, "[crate, corner crushed]")], (480, 320)), "image/jpeg"
        )
    raise KeyError(name)
