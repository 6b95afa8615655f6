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
FROM_NEXT = re.compile(
    r"\b(?:(?:from|with|starting with|as of) (?:the|our|your)? ?(?:next|coming|following) (?:invoice|bill|payment|month|run|week)|ab (?:der|dem|den) (?:nachsten|kommenden) \w+|(?:des|a partir de|a compter de) (?:la|le|votre|notre) (?:prochaine?|facture|mois)|(?:desde|a partir de) (?:la|el|su) (?:proxim[oa]|siguiente)"
    r"|dal(?:la|l')? ?prossim[oa]|a partire dal(?:la)? ?(?:prossim[oa])?|vanaf (?:de|het) (?:volgende|eerstvolgende)|a partir d[ao] proxim[oa])\b"
)
"""What holds from the next payment on."""
CLOSES = re.compile(
    r"\b(?:account|konto\w*|compte|cuenta|conto|rekening\w*|conta)\b[^.;\n\d]{0,35}\b(?:closes|closing|is being closed|schliesst|wird (?:geschlossen|aufgelost)|ferme(?:ra)?|sera (?:ferme|cloture)|cierra|cerrara|se cierra|chiude|chiudera|verra chiuso|sluit|wordt gesloten|wordt opgeheven|fecha|vai fechar|sera encerrada|encerra)\b"
)
"""An account that is about to be closed."""
OUTDATED = re.compile(
    r"\b(?:the one|what|that) (?:you|we) (?:have|had|hold)\b[^.;\n]{0,30}\b(?:before|from before|out of date|older|predates?)\b|\b(?:der|die|das|jene\w*|welche\w*),? (?:die |das |der )?(?:ihr|sie)\b[^.;\n]{0,25}\b(?:habt|haben|vorliegt|kennen)\b[^.;\n]{0,25}\b(?:von vor|veraltet|stammt|vor der|vor dem)\b"
    r"|\b(?:celui|celle|ce) que vous (?:avez|aviez|possedez|detenez)\b[^.;\n]{0,30}\b(?:avant|perime|ancien|plus bon|plus valable)\b|\b(?:el|la|los?|las) que (?:tienen?|tenian?|teneis)\b[^.;\n]{0,30}\b(?:anterior(?:es)?|antes|de antes|viejo|ya no)\b"
    r"|\bquell[oae] (?:che|in vostro) (?:avete|avevate|possesso)?[^.;\n]{0,30}\b(?:prima|precedente|vecchi[oa]|superat[oa])\b|\b(?:die|dat|degene) (?:die )?(?:u|jullie|je) (?:hebt|heeft|hebben|had|hadden)\b[^.;\n]{0,30}\b(?:voor|ouder|verouderd|oud)\b|\b[oa] que (?:tem|tinham?|tem ai|possuem)\b[^.;\n]{0,30}\b(?:antes|anterior|antig[oa])\b"
)
"""What the reader holds is from before something."""
SHOULD_YOURS = re.compile(
    r"\b(?:should|if|in case) (?:there (?:be|are|is) (?:any )?changes? (?:in|to) your|your (?:\w+ ){0,4}(?:details|account|iban|information|data))\b[^.;\n]{0,60}\b(?:chang\w*|differ\w*|updat\w*|amend\w*)|\bshould (?:your|any of your)\b[^.;\n]{0,70}\bchange\w*"
    r"|\b(?:sollten?|falls|wenn) (?:sich )?(?:bei ihnen )?(?:ihre?|die|an ihrer|adresse|\w+)\b[^.;\n]{0,60}\b(?:geandert|andern|andert|anderungen?|wechseln|gewechselt)\b"
    r"|\bsi (?:vos|votre)\b[^.;\n]{0,60}\b(?:chang\w+|modifi\w+)|\b(?:si|en caso de que) (?:sus?|vuestr\w+)\b[^.;\n]{0,60}\b(?:cambi\w+|modific\w+|varia\w+)|\b(?:se|qualora) (?:i |le |il |la )?(?:vostr\w+|suo\w*|sue)\b[^.;\n]{0,60}\b(?:cambi\w+|variat\w+|modific\w+)"
    r"|\b(?:indien|mochten?|als|wanneer) (?:uw|jullie|er iets aan uw)\b[^.;\n]{0,60}\b(?:gewijzigd|wijzig\w*|verander\w*)|\b(?:se|caso) (?:os |as |a |o )?(?:vossos?|vossas?|seus?|suas?)\b[^.;\n]{0,60}\b(?:mud\w+|alter\w+)"
)
"""The reader's own details, if they ever change."""
TEACHES = re.compile(
    r"\b(?:recogni[sz]e|spot|detect|identify|erkenn\w*|entlarv\w*|reconnaitre|reconnaissez|reperer|dejouer|reconocer|detectar|riconosc\w*|herken\w*|reconhecer|identificar)\b[^.;\n]{0,40}\b(?:fake|false|forged|fraud\w*|bogus|scam\w*|falsch\w*|gefalscht\w*|betrug\w*|faux|fausse\w*|fraudul\w*|arnaque\w*|fals[oaie]s?|fraude\w*|estafa\w*|truff\w*|vals\w*|nep\w*|fraudulent\w*)\b"
    r"|\b(?:workshop|webinar|seminar\w*|training|course|schulung\w*|formation|taller|seminario|corso|cursus|formacao)\b[^.;\n]{0,80}\b(?:fraud\w*|scam\w*|betrug\w*|fraude\w*|frod\w*|truff\w*|estafa\w*|vals\w*|falsch\w*|fake|phishing)\b"
)
"""It is taught how forgeries are told."""
OTHER_HOUSE = re.compile(
    r"\b(?:different|another|separate|distinct) (?:company|entity|legal entity|firm|business)\b|\b(?:andere|eigene|eigenstandige) (?:firma|gesellschaft)\b|\b(?:autre|une autre) (?:societe|entreprise|entite)\b|\b(?:otra|distinta) (?:empresa|sociedad)\b|\bun'?altra (?:societa|azienda|ditta)\b|\b(?:ander|aparte?) (?:bedrijf|vennootschap|firma)\b|\boutra (?:empresa|sociedade)\b"
)
"""The writer is not who was meant."""
WE_ARE = re.compile(r"\b(?:we are|we're|wir sind|nous sommes|on est|somos|siamo|wij zijn|we zijn)\b")
LATELY = re.compile(
    r"\b(?:now|newly|since|become|became|nun|jetzt|neuerdings|seit|desormais|maintenant|depuis|ahora|desde|ora|adesso|ormai|dal|nu|voortaan|sinds|agora)\b"
)
"""It was otherwise before."""
OURS = re.compile(
    r"\b(?:our|my|we|us|unser\w*|wir|uns|notre|nos|nous|nuestr\w*|nosotros|nostr\w*|ns|noi|onze|ons|wij|noss\w*|nos)\b"
)
ASKS_WHICH = re.compile(
    r"\b(?:confirms?|know|tell\w*|ask\w*|check\w*|clarif\w*)\b[^.;\n]{0,30}\bwhich (?:one |account |of (?:them|these|the two) )?(?:is|to|we|applies|should)\b|\b(?:bestatig\w*|sag\w*|mitteil\w*|klar\w*|wissen)\b[^.;\n]{0,40}\bwelche\w*\b|\bwelche\w*\b[^.;\n]{0,40}\b(?:bestatig\w*|sag\w*|mitteil\w*|klar\w*)\b"
    r"|\b(?:confirm\w*|dire|indiquer|savoir|precis\w*)\b[^.;\n]{0,30}\b(?:lequel|laquelle|quel compte)\b|\b(?:confirm\w*|digan?|indi\w*|saber)\b[^.;\n]{0,30}\bcual\b|\b(?:conferm\w*|dire|dica|dirci|indic\w*|sapere)\b[^.;\n]{0,30}\bquale\b|\b(?:bevestig\w*|laat\w*|zeg\w*|weten)\b[^.;\n]{0,30}\bwelke?\b|\b(?:confirm\w*|diga\w*|dizer|indi\w*|saber)\b[^.;\n]{0,30}\bqual\b"
)
"""A question told as a sentence: which of our accounts is the right one."""
LONG_NUMBER = re.compile(r"\b\d(?:[ -]?\d){6,}\b")
"""May be an account, in whatever form."""
