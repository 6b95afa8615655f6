"""Turns, in seven languages, by which another bank account is told without the words for a change, and its near misses."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re

ENDS = re.compile(
    r"\b(?:ends?|ending|endet|finit|termine|termina|finisce|eindigt|acaba)\b[^.;\n]{0,20}\d{2,4}\b[^.;\n\d]{1,20}\b(?:not|nicht|pas|no|non|niet|nao)\b[^.;\n\d]{0,12}\d{2,4}\b"
    r"|\b(?:digits?|figures|ziffern|zahlen|chiffres|cifras?|digitos?|cifre|cijfers|algarismos?)\b[^.;\n]{0,40}\b(?:transposed|swapped|mixed up|vertauscht|verdreht|intervertis?|bailad\w+|cambiad\w+|scambiat\w+|invertit\w+|omgedraaid|verwisseld|trocad\w+)"
    r"|\b(?:transposed|swapped|vertauscht|verdreht|interverti|baile|scambiato|invertito|omgedraaid|verwisseld|troquei)\b[^.;\n]{0,30}\b(?:digits?|figures|ziffern|zahlen|chiffres|cifras?|digitos?|cifre|cijfers|algarismos?)\b"
)
"""A number that was given is corrected."""
RETURNS = re.compile(
    r"\b(?:refund\w*|rebate\w*|credit balance|erstattung|ruckzahlung|guthaben|rembours\w+|avoir|devoluc\w+|reembols\w+|saldo a favor|saldo credor|rimbors\w+|saldo a credito|terugbetal\w+|tegoed|iban|rib|bic)\b"
)
"""Money that goes to the writer, or the number by which it goes."""
IN_TRUST = re.compile(
    r"\b(?:(?:administration|insolvency|liquidation|trust|client|estate|escrow) account|\w*anderkonto|insolvenzkonto|treuhandkonto|compte (?:sequestre|de la procedure|carpa)|cuenta (?:intervenida|de la masa|de consignacion)|conto (?:della procedura|vincolato|dedicato della procedura)|faillissementsrekening|derdengeldrekening|boedelrekening|conta da massa)\b"
)
"""An account of somebody who was put in charge of the writer's money."""
GONE = re.compile(
    r"\baccount\b[^.;\n]{0,40}\b(?:is|was|are) (?:long )?(?:gone|no more)\b|\bno (?:such )?account (?:any ?more|any longer|since)\b"
    r"|\bkein\w*\b[^.;\n]{0,12}\bkonto\b[^.;\n]{0,12}\bmehr\b|\b(?:plus de|aucun) compte\b[^.;\n]{0,25}\bdepuis\b|\bdepuis\b[^.;\n]{0,30}\bplus de compte\b"
    r"|\bya no (?:habia|hay|existe|tenemos)\b[^.;\n]{0,12}\bcuenta\b|\bnon c'e piu\b[^.;\n]{0,12}\bconto\b|\bgeen rekening meer\b|\bnao (?:existe|ha|temos)\b[^.;\n]{0,12}\bconta\b"
)
CODE = re.compile(
    r"\b(?:sort code|routing number|bic|swift|blz|bankleitzahl|code (?:guichet|banque)|sucursal|codigo de (?:sucursal|entidad)|cab|abi|bankcode|agencia|balcao)\b[^.;\n]{0,40}\b(?:becomes|will be|changes|wird|lautet|gilt|sera|devient|passe|pasa a ser|pasara|cambia|sara|diventa|wordt|wijzigt|passa a|sera|muda)\b"
    r"|\b(?:gilt|wird|pasa a ser|passa a)\b[^.;\n]{0,25}\b(?:blz|bankleitzahl|bic|sucursal|agencia)\b"
)
"""Only the part of the number that names the bank is another one."""
WAS = re.compile(
    r"(?:^|\n)\W*(?:old|previous(?: \w+)?|before|alt|vorher|bisher\w*|ancien\w*|avant|banque precedente|antes|anterior|(?:banco|cuenta) (?:previ[oa]|anterior)|prima|(?:banca|conto) precedente|was|oud|vorige(?: \w+)?|banco anterior)\s*:"
)
IS_NOW = re.compile(
    r"(?:^|\n)\W*(?:new|current(?: \w+)?|now|after|neu|jetzt|kunftig|nouve\w+|apres|banque en vigueur|ahora|actual|nuevo|(?:banco|cuenta) actual|dopo|nuov\w+|(?:banca|conto) attuale|wordt|nieuw|huidige(?: \w+)?|depois|atual|novo|banco atual)\s*:"
)
MASKED = re.compile(r"(?:\*{2,}|x{3,}|\.{3}|…) ?\d{3,4}\b")
OVERWRITE = re.compile(
    r"\b(?:overwrite|overwrote|uberschreib\w*|ecraser|sobrescrib\w+|sobreescrib\w+|sovrascriv\w+|overschrijven|sobrep\w+|substituir|reemplazar|remplacer)\b"
)
OPENED = re.compile(
    r"\b(?:(?:have|we've|has|just) (?:now )?opened|eroffnet|haben (?:jetzt|nun|seit \w+) ein|avons ouvert|abrimos|hemos abierto|abbiamo aperto|hebben (?:nu|sinds \w+) een|geopend)\b"
)
LOGIN = re.compile(
    r"\b(?:passwords?|log ?-?ins?|logging in|username|passwort|kennwort|anmelden|mot de passe|identifiant de connexion|contrasena|iniciar sesion|password|accesso|wachtwoord|inloggen|senha|palavra-passe)\b"
)
"""An account of a web page, where nothing is said of money."""
BOOKED = re.compile(
    r"\b(?:nominal|ledger|g/?l|cost|expense) (?:account|code)s?\b|\bsachkont\w+|\bkostenstelle\w*|\bcompte (?:comptable|de charges?|d'imputation)\b|\bcuentas? contables?\b|\bconto di (?:costo|contabilita)\b|\bgrootboek\w*|\bconta (?:contabilistica|contabil|de custo)\b"
    r"|\b(?:account|compte|konto|cuenta|conto|rekening|conta) \d{3,6}\b(?![ -]?\d)"
)
"""An account of the books, which holds no money."""
