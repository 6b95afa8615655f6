"""The forty made-up customers of the sample ledger and the people who write for them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Customer:
    """One row of customers.csv before IBAN and VAT id are worked out."""

    customer_id: str
    name: str
    aliases: str
    country: str
    language: str
    currency: str
    domains: str
    score: int
    revenue: int
    manager: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One row of contacts.csv."""

    customer_id: str
    email: str
    name: str
    role: str
    may_receive: str


MANAGERS = {"A": "Imogen Thackray", "B": "Bastien Corvel", "C": "Jutta Ebling", "D": "Nuria Salcedo"}

_CUSTOMERS = """
C001|Halden Bridge Ltd|Halden Bridge;HBL|GB|en|GBP|haldenbridge.example|82|4200000|A|
C002|Halden Marine AS|Halden Marine|NO|en|EUR|haldenmarine.example|74|1850000|A|
C003|Halden Bridge Services Ltd|HB Services|GB|en|GBP|haldenbridge-services.example|58|640000|A|C001
C004|Groupe Vaubrin SA|Vaubrin|FR|fr|EUR|vaubrin.example|88|9700000|B|
C005|Vaubrin Charpente SARL|Vaubrin Charpente|FR|fr|EUR|charpente-vaubrin.example|63|1120000|B|C004
C006|Orlec Distribution SAS|Orlec;Orlec Distrib|FR|fr|EUR|orlec.example|71|2300000|B|
C007|Orlec Outillage SAS|Orlec Outillage|FR|fr|EUR|orlec.example|69|870000|B|
C008|Kessmar Maschinenbau GmbH|Kessmar|DE|de|EUR|kessmar.example|91|12400000|C|
C009|Brunnthaler Stahlbau AG|Brunnthaler|CH|de|CHF|brunnthaler.example|86|5600000|C|
C010|Ferretería Olmedal SL|Olmedal|ES|es|EUR|olmedal.example|47|390000|D|
C011|Construcciones Tarrel SA|Tarrel|ES|es|EUR|tarrel.example|55|2750000|D|
C012|Pinehollow Supply Co|Pinehollow|US|en|USD|pinehollow.example|79|8100000|A|
C013|Marrick & Dunne LLC|Marrick Dunne;M&D|US|en|USD|marrickdunne.example|61|1900000|A|
C014|Skelby Rail Systems plc|Skelby Rail|GB|en|GBP|skelbyrail.example|93|21500000|A|
C015|Tolvane Aerospace Inc|Tolvane|US|en|USD|tolvane.example|84|16800000|A|
C016|Ateliers Rochemure SARL|Rochemure|FR|fr|EUR|rochemure.example|52|540000|B|
C017|Menuiserie Delaplanque|Delaplanque|FR|fr|EUR|delaplanque.example|38|210000|B|
C018|Nordquell Energie GmbH|Nordquell|DE|de|EUR|nordquell.example|77|6900000|C|
C019|Zellerhof Werkzeuge KG|Zellerhof|DE|de|EUR|zellerhof.example|66|1340000|C|
C020|Castelmar Iberia SL|Castelmar|ES|es|EUR|castelmar.example|72|3050000|D|
C021|Ostrander Pumps BV|Ostrander|NL|en|EUR|ostrander.example|80|2480000|A|
C022|Lysgaard Vindkraft ApS|Lysgaard|DK|en|EUR|lysgaard.example|75|4400000|A|
C023|Bellacre Homes Ltd|Bellacre|GB|en|GBP|bellacrehomes.example|44|930000|A|
C024|Bellacre Contracts Ltd|Bellacre Contracts|GB|en|GBP|bellacre-contracts.example|49|1210000|A|
C025|Quillon Furniture Ltd|Quillon|GB|en|GBP|quillon.example|68|760000|A|
C026|Société Vermandoise de Levage|SVL;Vermandoise|FR|fr|EUR|svl-levage.example|81|3300000|B|
C027|Transports Ombrelle SA|Ombrelle|BE|fr|EUR|ombrelle.example|70|2150000|B|
C028|Helvetor Seilbahnen AG|Helvetor|CH|de|CHF|helvetor.example|90|7300000|C|
C029|Fonderie du Lac Sarine SA|Lac Sarine|CH|fr|CHF|lacsarine.example|65|1480000|B|
C030|Ashgrove Dairies Ltd|Ashgrove|IE|en|EUR|ashgrove.example|73|2900000|A|
C031|Corriedale Engineering Pty Ltd|Corriedale|AU|en|USD|corriedale.example|62|1750000|A|
C032|Wexcombe Lift Co|Wexcombe|GB|en|GBP|wexcombe.example|35|180000|A|
C033|Trelawn Shipyard Ltd|Trelawn|GB|en|GBP|trelawn.example|57|3850000|A|
C034|Maison Bretigny & Fils|Bretigny|FR|fr|EUR|bretigny.example|60|690000|B|
C035|Industrias Peñalara SA|Peñalara|ES|es|EUR|penalara.example|78|4950000|D|
C036|Dorrfeld Agrartechnik GmbH|Dorrfeld|DE|de|EUR|dorrfeld.example|59|1090000|C|
C037|Blue Culvert Water Authority|Blue Culvert;BCWA|US|en|USD|blueculvert.example|95|30200000|A|
C038|Kestwick Retail Group plc|Kestwick|GB|en|GBP|kestwick.example|87|44000000|A|
C039|Savrane Électricité SAS|Savrane|FR|fr|EUR|savrane.example|54|830000|B|
C040|Pardoe Scaffolding|Pardoe|GB|en|GBP||29|95000|A|
"""

_CONTACTS = """
C001|payables@haldenbridge.example|Accounts Payable|accounts payable|yes
C001|r.stokely@haldenbridge.example|Rhona Stokely|accounts payable|yes
C001|d.amery@haldenbridge.example|Dean Amery|buyer|no
C002|ap@haldenmarine.example|Ingvild Roaldsen|accounts payable|yes
C003|finance@haldenbridge-services.example|Corin Pell|finance|yes
C004|fournisseurs@vaubrin.example|Comptabilité fournisseurs|comptabilité|yes
C004|h.lassagne@vaubrin.example|Hélène Lassagne|comptabilité|yes
C005|compta@charpente-vaubrin.example|Yvan Pradier|comptabilité|yes
C006|comptabilite@orlec.example|Service comptable Orlec|comptabilité|yes
C007|comptabilite@orlec.example|Service comptable Orlec|comptabilité|yes
C007|s.guenot@orlec.example|Sylvie Guenot|achats|no
C008|kreditoren@kessmar.example|Kreditorenbuchhaltung|Buchhaltung|yes
C008|t.oehlen@kessmar.example|Torsten Oehlen|Buchhaltung|yes
C009|rechnungswesen@brunnthaler.example|Vreni Aschwand|Buchhaltung|yes
C010|administracion@olmedal.example|Paco Olmedal|administración|yes
C011|proveedores@tarrel.example|Begoña Arrillaga|administración|yes
C012|ap@pinehollow.example|Accounts Payable|accounts payable|yes
C012|w.tansley@pinehollow.example|Wade Tansley|controller|yes
C013|invoices@marrickdunne.example|Lorna Feig|accounts payable|yes
C014|supplier.payments@skelbyrail.example|Supplier Payments|accounts payable|yes
C014|o.brackley@skelbyrail.example|Owen Brackley|project buyer|no
C015|payments@tolvane.example|Treasury Services|treasury|yes
C015|k.udall@tolvane.example|Kirsten Udall|accounts payable|yes
C016|gestion@rochemure.example|Maud Rochemure|gérance|yes
C017|menuiserie@delaplanque.example|Gaspard Delaplanque|gérance|yes
C018|rechnung@nordquell.example|Wiebke Harmsen|Buchhaltung|yes
C019|buchhaltung@zellerhof.example|Leopold Zeller|Buchhaltung|yes
C020|pagos@castelmar.example|Departamento de pagos|tesorería|yes
C020|l.ibarrondo@castelmar.example|Leire Ibarrondo|tesorería|yes
C021|crediteuren@ostrander.example|Joost Verkuyl|accounts payable|yes
C022|faktura@lysgaard.example|Mette Skovbo|accounts payable|yes
C023|accounts@bellacrehomes.example|Priya Nandwani|accounts payable|yes
C024|accounts@bellacre-contracts.example|Priya Nandwani|accounts payable|yes
C025|bookkeeping@quillon.example|Tessa Quillon|owner|yes
C026|reglements@svl-levage.example|Odile Marchenoir|comptabilité|yes
C027|facturation@ombrelle.example|Régis Dewaelle|comptabilité|yes
C028|kreditoren@helvetor.example|Urs Bättig|Buchhaltung|yes
C029|finances@lacsarine.example|Anouk Perroulaz|finances|yes
C030|creditors@ashgrove.example|Niamh Corcoran|accounts payable|yes
C031|accounts@corriedale.example|Bryce Tillotson|accounts payable|yes
C032|wexcomblift@inboxly.example|Ron Wexcombe|owner|yes
C033|purchase.ledger@trelawn.example|Demelza Carne|purchase ledger|yes
C033|stores@trelawn.example|Goods inwards|stores|no
C034|contact@bretigny.example|Étienne Bretigny|gérance|yes
C035|tesoreria@penalara.example|Rocío Valdeón|tesorería|yes
C036|info@dorrfeld.example|Käthe Dorrfeld|Geschäftsleitung|yes
C037|vendors@blueculvert.example|Vendor Desk|accounts payable|yes
C037|j.ostrow@blueculvert.example|Janine Ostrow|procurement|yes
C038|remittances@kestwick.example|Kestwick Shared Service Centre|accounts payable|yes
C038|f.abiola@kestwick.example|Folake Abiola|accounts payable|yes
C039|compta@savrane.example|Lucie Savrane|comptabilité|yes
C040|pardoe.scaffolding@postbox.example|Gil Pardoe|owner|
"""


def customers() -> list[Customer]:
    """Return the customers in order of their id."""
    return [_customer(line.split("|")) for line in _CUSTOMERS.strip().splitlines()]


def _customer(row: list[str]) -> Customer:
    first, name, aliases, country, language, currency, domains, score, revenue, manager, parent = row
    facts = (first, name, aliases, country, language, currency, domains)
    return Customer(*facts, int(score), int(revenue), MANAGERS[manager], parent)


def contacts() -> list[Contact]:
    """Return the contacts; comptabilite@orlec.example stands under two customers on purpose."""
    return [Contact(*line.split("|")) for line in _CONTACTS.strip().splitlines()]
