"""Words and turns, in seven languages, by which news of another bank account is told."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


IBAN = re.compile(r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){1,7}(?: ?[a-z0-9]{1,4})?\b")
ACCOUNT = _any(
    r"ibans?|bic|swift|sort code|routing(?: number)?|nib|ribs?|clabe|pix|abi|cab",
    r"(?:bank|banking|account|payment|wire|remittance|ach|transfer|beneficiary|payee|pay-to|collection) (?:details?|information|info|coordinates|instructions?|data|accounts?|lines?)",
    r"(?:bank|receiving|settlement|escrow|beneficiary|collection|savings|current|refund|main|usual|old|new|our|my|the|this|another|different|an?|your|second|same) accounts?(?: numbers?)?|account (?:no|numbers?)|(?:the|that|amended|former|previous|correct|other|main) accounts?|acc(?:oun)?t|(?:new|old|other) acct?|beneficiary|(?:the|new|every|your|our) payee|bank coordinates|direct debit|(?:our|my|old|new|house|different|another|other) banks?",
    r"\w*bankverbindung\w*|bankdaten|bankangaben|\w*kontoverbindung\w*|kontodaten|\w*konten|kontonummer\w*|konto|\w*konto(?<!skonto)|bankleitzahl|\w*mandat",
    r"comptes?(?: bancaires?)?|coordonnees(?: bancaires)?|domiciliation|references bancaires|donnees bancaires|affactur\w+|prelev\w+",
    r"ctas?|cuentas?(?: bancarias?)?|datos bancarios|datos de pago|coordenadas|entidad colaboradora|domiciliacion|codigos de cuenta",
    r"ns. coordinate|(?:precedente|vecchio) rapporto|cont[oi](?: corrent[ei]| bancari[oi])?|coordinate(?: bancarie)?|dati bancari|appoggio bancario|estremi|relazione indicata",
    r"bankrekening\w*|rekeningnummers?|(?:op|van|naar) (?:\w+ ){1,3}rekening|(?:oude|andere|vorige) rekening|(?:onze|mijn|gebruikelijke|haar|zijn|hun) rekening(?= (?:is|bij|staat|wordt|tijdelijk|buiten))|(?:op|naar) (?:haar|hun) rekening|rekening(?= [a-z]{2}\d\d)|rekening waarop|bankgegevens|betaalgegevens|incasso|machtiging",
    r"contas?(?: bancarias?)?|dados bancarios|dados de pagamento|coordenadas|domiciliacao|debito direto|favorecido|beneficiario",
)
CHANGE = _any(
    r"new|changed?|changes|changing|different|another|replac\w+|swap\w*|switch\w*|clos(?:ed|es|ing)|no longer|not .{0,12}any (?:more|longer|good)|from now on|henceforth|going forward|old|former|previous|updat\w+|supersed\w+|substitut\w+|blocked|frozen|under audit|instead|overwritten|obsolete|expired|invalid|moved|given up|goodbye|with immediate effect|effective|overtaken|amend\w*|revised|alternative|temporar\w+|escrow|rather than|redirect\w*|on file|cancel(?:led|ed)|revoked?|dead|terminat\w*|withdrawn|dissolved|disregard (?:the|this|that|any)|ignore (?:the|this|that|any)|merged|now with|now at|in future|other than|shut|discontinu\w*|retired|migrat\w*|taken over|elsewhere",
    r"neu|neue[nrms]?|geander\w*|ander[nst]?|andere[nrms]?|anderung\w*|gewechselt|wechsel\w*|ab sofort|kunftig|zukunftig|ab heute|ab dem|aktualisier\w*|umgestellt|umstellung\w*|alte[nrms]?|bisherige\w*|erloschen|aufgelost|geschlossen|gesperrt|ersetz\w*|nur noch|nicht mehr|stattdessen|statt|ausnahmsweise|voruberg\w*|bankwechsel|abweichend\w*|ungultig\w*|gekundigt|stillgelegt|auslauf\w*|widerruf\w*|ignorier\w*|lautet (?:nun|jetzt)|jetzt (?:bei|uber)|nun (?:bei|uber)|eingestellt|berichtigt\w*|hinfallig|veraltet\w*|tausch\w*|ausgetauscht|wegfall\w*|entfallt|verlegt|umgezogen",
    r"nouve(?:au|aux|l|lle|lles)|chang\w+|modifi\w+|ancien\w*|vieux|vieil\w*|ferme[es]?|clotur\w*|desormais|dorenavant|a compter|a partir|autre|remplac\w*|(?:mise?|mettre|mettez) a jour|actualis\w*|substitution|ne .{0,20}plus|plus valable|au lieu|en audit|en cours d'audit|cette fois|faux|errone\w*|bloque\w*|cede[es]*|annul\w*|resili\w*|supprim\w*|perim\w*|caduc\w*|obsolete|transfere[es]?|ignore[rz]|rectifi\w*|n'existe|migr\w*|invalide\w*|gele\w*|abandonn\w*|rempla\w*",
    r"nuev[oa]s?|cambi\w+|modific\w+|actuali[zc]\w+|en auditoria|antigu[oa]s?|viej[oa]|cerr(?:amos|ada|ado|o|aron)|ya no|a partir de|en adelante|otr[oa]s?|distint[oa]|sustitu\w+|reemplaz\w+|obsolet[oa]|bloquead[oa]s?|inhabilitad[oa]s?|traslad\w+|en lugar de|en vez de|dej[oa] de|cancel(?:o|ada|ado|aron|amos)|anul\w*|caduc\w*|de baja|ignor\w*|rectific\w*|vari\w+|mudamos|migra\w*|embargad\w*|congelad\w*|queda sin|hasta nuevo aviso|vigencia|ant\b|de ahora",
    r"nuov[oaie]|cambi\w+|modific\w+|varia(?:zion\w+|t[oaie])|aggiorn\w+|vecchi[oa]|chius[oaie]|estint[oa]|d'ora in poi|da oggi|da ora|altr[oaie]|divers[oaie]|sostitu\w+|non .{0,12}piu|bloccat[oaie]|trasferit\w*|anziche|invece|bensi|precedent\w*|d'ora innanzi|incorporat\w*|non esiste|revocat\w*|annullat\w*|cessat\w*|dismess\w*|soppress\w*|ignor\w*|rettific\w*|spostat\w*|pignorat\w*|congelat\w*|passat[oaie]|scadut[oaie]|fusione|migra\w*|sostituire|d'ora",
    r"nieuwe?|gewijzigd\w*|wijzig\w*|veranderd?\w*|veranderen|andere?|oude|voormalige|gesloten|opgeheven|zeggen .{0,16}op|heff?e?n? .{0,16}op|voortaan|aanpass\w*|vanaf nu|met ingang|niet meer|niet langer|vervang\w*|bijgewerkt\w*|geblokkeerd|tijdelijk\w*|overgestapt|in plaats van|aangepast|vorige|klant af|ingetrokken|vervall\w*|beeindigd|stopgezet|gestopt|negeer|foutief|verhuisd|overgegaan|fusie|bevroren|opzeggen|opgezegd|in de toekomst|buiten gebruik|vanaf|uitsluitend|ongeldig\w*",
    r"nov[oa]s?|mud(?:ou|amos|aram|anca|ei|ar|a)|alter\w+|atualiz\w+|antig[oa]s?|velh[oa]|encerrad[oa]s?|fechad[oa]|a partir de|doravante|outr[oa]s?|diferente|substitu\w+|troc\w+|troqu\w+|bloque\w+|nao .{0,16}mais|deixou de|desatualizad[oa]|temporari\w+|em vez de|lapso|errata|recadastr\w*|passar para|cancelad[oa]s?|anulad[oa]s?|desativad[oa]s?|inativ[oa]s?|revogad\w*|ignor\w*|desconsider\w*|retific\w*|migr\w*|penhorad\w*|congelad\w*|fusao|deste mes em diante|daqui em diante|vigor\w*|vigencia|caduc\w*",
)
BANK = _any(
    r"banks?",
    r"building society",
    r"credit union",
    r"[^\W\d_]{3,}bank(?:en)?(?<!datenbank)",
    r"banken",
    r"hausbank",
    r"banques?",
    r"bancos?",
    r"entidad(?: bancaria)?|institucion(?: bancaria| financiera)?",
    r"caja rural",
    r"banc(?:a|he)",
    r"istituto",
    r"sportello",
    r"cassa",
    r"sparkasse",
)
LEFT = _any(
    r"new|chang\w+|switch\w*|moved|different|another|left|goodbye|now|merg\w*|closed|no longer|previous|former|old|with us no",
    r"neue[nrms]?|gewechselt|wechsel\w*|andere[nrms]?|fusion\w*|geschlossen|verlassen|gegangen|jetzt|nun|bisherige\w*|alte[nrms]?",
    r"nouvelle|chang\w+|autre|quitte\w*|passe[es]*|fusion\w*|ferme[es]?|desormais|ancienne",
    r"nuev[oa]|cambi\w+|otr[oa]|dejamos|fusion\w*|integracion|cerrado|ahora|antigu[oa]|trasladado",
    r"nuov[oa]|cambi\w+|altr[oa]|lasciat\w*|fusion\w*|incorporat\w*|chius[oa]|ora|vecchi[oa]|trasferit\w*",
    r"nieuwe|gewisseld|veranderd|andere|overgestapt|fusie|gesloten|nu|vorige|oude|klant af",
    r"nov[oa]|mud\w+|outr[oa]|deixamos|fusao|encerrou|fechou|antig[oa]|agora",
)
PAY = _any(
    r"pay\w*|paid|remit\w*|transfers?|transferred|wire[ds]?|credits?|credited|deposit\w*|refund\w*|send|settle\w*|collect\w*|debit\w*|money|funds|invoices?|footer|letterhead|records?|payments?|salary|wages|vendor|supplier|mandate|use|update|change|details|number",
    r"zahl\w*|bezahl\w*|uberweis\w*|\w*uberweisung\w*|gutschrift\w*|gutgeschrieben|ruckzahl\w*|erstatt\w*|einzug\w*|abbuch\w*|lastschrift\w*|\w*rechnung\w*|hinterleg\w*|geld|lohn|gehalt|kaution|auszahl\w*|bonus|verwend\w*|nutz\w*|benutz\w*|stammdat\w*|mandat|andern|beacht\w*|vormerk\w*|merken|entgegen|erhalten|gelte\w*",
    r"pa[iy]\w*|vir\w*|regl\w*|vers\w*|rembours\w*|prelev\w*|encaiss\w*|factur\w*|salaire|caution|avoir|utilis\w*|fonds|mettez|mettre|adress\w*|noter?|fichier",
    r"pag\w*|transf\w*|abon\w*|ingres\w*|gir\w*|reembols\w*|devoluc\w*|cobr\w*|factur\w*|nomina|usen|usar|utili\w*|plantilla|fich\w*|domicilia\w*|fondos|actualic\w*|anot\w*",
    r"pag\w*|bonific\w*|vers\w*|accredit\w*|rimbors\w*|restituzion\w*|addebit\w*|fattur\w*|stipendio|us\w{2,5}|utilizz\w*|anagrafica|somm[ae]|mandati|aggiorn\w*|prendete nota|annot\w*",
    r"betal\w*|betaal\w*|overmak\w*|overschrijv\w*|stort\w*|terugbetal\w*|afschrijv\w*|incass\w*|factu\w*|loon|salaris|gebruik\w*|geld|zet|zetten|verwerken|noteer\w*|boek\w*",
    r"pag\w*|transf\w*|credit\w*|deposit\w*|reembols\w*|devoluc\w*|cobran\w*|recebim\w*|receb\w*|fatur\w*|notas?|caucao|devolv\w*|salario|us[ae]\w*|utiliz\w*|caindo|cair|valores|cadastr\w*|anot\w*|guard\w*|dados|favorecido|debito|autorizac\w*",
)
SAME = _any(
    r"(?:has|have|is|are|did|does|do) not (?:been )?chang\w*|n't (?:been )?chang\w*|unchanged|no changes?|nothing (?:has )?chang\w*|remains? the same|(?:the )?same (?:account|iban|bank|as)|new (?:letterhead|design|layout)|altered nothing",
    r"unverandert|bleib(?:t|en)|nicht geandert|andert sich .{0,20}nicht|keine anderung\w*|bleibt gleich|(?:das)?selbe konto|wie bisher",
    r"inchang\w*|pas chang\w*|n'a pas change|aucun changement|aucune modification|(?:le|la) meme (?:compte|iban|rib)|reste le meme|n'ont pas change",
    r"no han? cambiado|no han? variado|no cambia\w*|sin cambios?|la misma cuenta|el mismo iban|sigue siendo|ningun cambio",
    r"non (?:e |sono )?cambiat\w*|non cambia\w*|invariat\w*|lo stesso|la stessa|nessuna (?:modifica|variazione)|immutat\w*",
    r"ongewijzigd|zelfde rekening|gezamenlijke rekening|op (?:jullie|uw|je) rekening|niet gewijzigd|niet veranderd|verandert niet\w*|(?:het|de)zelfde|blijft gelijk|geen wijziging\w*|oude vertrouwde",
    r"nao mud\w*|nao foi alterad\w*|inalterad\w*|sem alterac\w*|o mesmo|a mesma|nenhuma alterac\w*|continua igual",
)
USUAL = _any(
    r"usual|normal|customary|printed|footer",
    r"ublich\w*|gewohnt\w*|normale\w*|gedruckt\w*",
    r"habituel\w*|d'habitude|imprime\w*",
    r"de siempre|habitual\w*|impres[oa]",
    r"solit[oa]|abituale|di sempre|stampat[oa]",
    r"gebruikelijke?|normale|gewone",
    r"de sempre|habitua\w*|do costume|impress[oa]",
)
NOT_USUAL = re.compile(
    r"\b(?:not|never|don't|nicht|nie|keinesfalls|ne|pas|jamais|no|nunca|non|niet|nooit|nao)\b[^.;\n]{0,45}\b(?:usual|normal|customary|printed|footer|ublich\w*|gewohnt\w*|gedruckt\w*|habituel\w*|d'habitude|imprime\w*|de siempre|habitual\w*|impres[oa]|solit[oa]|abituale|di sempre|stampat[oa]|gebruikelijke?|normale|gewone|de sempre|habitua\w*|do costume|impress[oa])"
    r"|\b(?:usual|ublich\w*|habituel\w*|de siempre|solit[oa]|gebruikelijke?|de sempre)\b[^.;,\n]{0,25}\b(?:not|nicht|pas|no|non|niet|nao)\b"
)
NOT_THERE = re.compile(
    r"\bnot (?:to )?(?:the [\w' ]{2,25} (?:account|one)|there|the number)\b[^.;\n]{0,30}\b(?:any ?more|any longer|gone|dead|closed|you have|on file)|\bdon't use the (?:number|one) you have\b"
    r"|\bnicht (?:mehr )?(?:dahin|dorthin|auf das [\w ]{3,25}konto)\b|\b(?:statt|anstatt) an die\b"
    r"|\b(?:plus|pas) (?:sur|a|vers) (?:celui|celle|l'ancien\w*)\b|\b(?:ya )?no (?:a|en) (?:la|aquella|el)(?: cuenta)? (?:de|que)\b|\b(?:ahora|adelante) a la \w+ [^.;\n]{0,40}, no a la\b"
    r"|\bnon (?:piu )?(?:su|a|sul|sulla) (?:quell[oa]|quel conto)\b|\bniet (?:meer )?(?:op|naar) (?:die|dat|daar|de oude)\b|\bniet (?:meer )?(?:daarnaartoe|daarheen)\b"
    r"|\bnao (?:e |mais )?(?:para|na|nessa|aquela) (?:a conta|aquela|a de|essa)\b|\bja nao e para a conta\b"
)
"""Money is no longer to go where it went."""
FOOTER = re.compile(
    r"\b(?:footer|(?:number|details|account|iban) (?:under|on|at the (?:foot|bottom) of) (?:the|our|all) (?:\w+ )?(?:invoices|bills|letterhead)|(?:nummer|konto\w*|angaben) (?:unten )?(?:auf|unter) (?:den|unseren|allen) rechnungen|fusszeile"
    r"|compte (?:\w+ ){0,2}(?:au bas|en bas|sous|sur) (?:de )?(?:nos|les|des) factures|pied de (?:page|facture)|pie de (?:pagina|las? facturas?)|(?:cuenta|numero|datos) (?:\w+ ){0,2}(?:al pie|debajo|en) de (?:nuestras|las) facturas"
    r"|(?:numero|coordinate|conto|dati) (?:\w+ ){0,2}(?:in calce|in fondo|sotto|sulle) (?:alle |le )?(?:nostre )?fatture|(?:nummer|rekening|gegevens) (?:onder|onderaan|op) (?:de|onze|alle) facturen|rodape)\b"
)
"""Our own account, as our invoices print it."""
BIDS_CHANGE = re.compile(
    r"\b(?:replac\w*|chang\w*|swap|amend|update|alter|put|ersetz\w*|ander[en]\w*|tausch\w*|anpass\w*|remplac\w*|chang\w*|modifi\w*|mettez|sustitu\w*|cambi\w*|modifi\w*|sostitu\w*|aggiorn\w*|pas|wijzig\w*|vervang\w*|zet|troque\w*|substitu\w*|altere\w*|mude\w*|atualiz\w*)\b"
)
UNTOUCHED = re.compile(
    r"\bnothing (?:\w+ ){0,3}to (?:alter|change|update|amend|do)\b|\b(?:sie|ihr|du) (?:\w+ ){0,2}nichts (?:zu )?(?:andern|anpassen|tun)\b|\bnichts (?:zu )?andern\b|\bn'(?:avez|as) rien a (?:modifier|changer|faire)\b|\brien ne change\b"
    r"|\bno (?:tienen?|hay|tiene) (?:nada )?que (?:cambiar|modificar)(?: nada)?\b|\b(?:nulla|niente) da (?:cambiare|modificare|fare)\b|\bnon dovete (?:cambiare|modificare) nulla\b|\bper voi non cambia (?:nulla|niente)\b"
    r"|\b(?:hoef\w*|hoeven) (?:\w+ )?niets (?:te )?(?:wijzigen|veranderen|doen)\b|\bnao (?:precisa\w*|tem|ha) (?:de |que |nada a )?(?:alterar|mudar|mexer)(?: nada)?\b|\bnada muda\b"
)
"""The reader is told that nothing is to be changed on his side."""
ADDRESS = re.compile(r"https?://\S+|(?<!\S)\S+@\S+")
LEDGER = re.compile(
    r"\bclo(?:re|turer|se|sing) (?:mon|notre|my|our customer) (?:compte|account)\b|\bbloque\w* la cuenta\b|\biban \w+ sur notre virement\b|\baccount you sent\b|\bbloqueo de (?:la )?cuenta\b|\bcuentas anuales\b|\bllev\w+ (?:nuestra|su|la) cuenta\b|\binvece del bonifico\b|\b(?:your|welcome to your) new account\b|\bauditoria as contas\b|\ba cuenta\b|\b(?:statements?|extracts?|overview|summary) of (?:the |our |my |your )?account\b|\baccounts? (?:statement|manager|department|payable|receivable|balance|executive)|\bon account\b|\bon (?:our|my|your|the) account\b|\bopen an? account\b|\bcustomer account\b|\btake into account\b|\bkontoauszug\w*|\bkundenkonto\w*|\bkontokorrent\w*|\bskonto\w*|\bkonto(?:stand|abstimmung)\w*"
    r"|\breleves? de comptes?\b|\brendre compte\b|\bcompte (?:tenu|client)\b|\ben compte\b|\b(?:etat|extrait|solde|situation|apurement) du compte\b|\brelev\w+ de (?:notre|mon) compte\b|\bstaat van (?:onze|mijn) rekening\b|\bmett\w+ in conto\b|\b(?:account|cuenta|conto|conta|konto|compte|rekening)\b[^.;]{0,25}\b(?:new name|nuevo nombre|nuovo nome|novo nome|neuen namen|nouveau nom|nieuwe naam)\b|\best(?:ado|ados) de (?:la |mi |nuestra )?cuentas?\b|\bextracto de cuenta\b|\ben cuenta\b|\bcredit (?:our|my|the) account\b|\baccount credit\w*|\bpor cuenta\b|\bestratto conto\b|\bestratti conto\b|\bper conto\b|\btener conto\b|\brekeningoverzicht\w*|\boverzicht van (?:onze|mijn) rekening\b"
    r"|\bextrato (?:\w+ ){0,3}contas?\b|\bcompte bloque\b|\bsecretaria?\b|\bsecretaire\b|\btendo em conta\b|\bpor conta\b|\bconta corrente de cliente\b|\bbank holidays?\b|\bfacturas? (?:y|de) cuenta"
)
REJECTED = re.compile(
    r"\b(?:came back|bounced|returned|rejected|refused|failed|typo|misprint|zuruck(?:gegeben|gekommen|gebucht|gewiesen)|abgelehnt|zahlendreher|rejete\w*|retourne\w*|refuse\w*|devolvi\w*|devuelt\w*|rechazad\w*|respint\w*|restituit\w*|tornat\w* indietro|geweigerd|teruggestort|teruggekomen|typefout|recusad\w*)\b"
)
ASKS = re.compile(
    r"\b(?:confirm|verify|check|which|right|correct|valid|send|tell|let|bestatig\w*|welche\w*|richtig\w*|korrekt|stimmt|gultig|nennen|mitteilen|confirm\w*|verifi\w*|quel(?:le|s|les)?|lequel|valable|bonne?|correct\w*|valid\w*|cual|confirm\w*|indic\w*|quale|conferm\w*|esatt\w*|welke|bevestig\w*|klopt|juist|doorgeven|qual|confirm\w*|cert[oa])\b"
)


STILL = _any(
    r"still|yet",
    r"noch",
    r"toujours|encore",
    r"sigue|siguen|todavia|aun",
    r"ancora",
    r"nog",
    r"ainda|continua",
)
TOLD = _any(
    r"received|got|letter|e-?mail|message|call(?:ed)?|rang|says?|asks?|claims?",
    r"bekommen|erhalten|schreiben|mail|brief|angerufen|nachricht|behauptet",
    r"recu|courrier|mail|lettre|message|appel\w*",
    r"recib\w+|correo|carta|mensaje|llam\w+|llego|lleg\w+",
    r"ricevut\w*|arrivat\w*|lettera|messaggio|telefonat\w*",
    r"kregen|ontvangen|brief|bericht|gebeld",
    r"receb\w+|carta|mensagem|ligaram|chegou",
)
"""Somebody told the writer: a question then is a doubt about that."""
THEIRS = _any(
    r"left our bank|by the bank|bank (?:returned|refused|rejected|charges|says|confirm\w*|holidays?|app|statement)|transfers?",
    r"zuruck\w*|uberwiesen|\w*auszug",
    r"virement (?:recu|fait|parti)|releve",
    r"transferi\w+|transferencias?|devuelt\w*|extracto|paguei|hoje|boleto|hoy",
    r"bonific\w*|estratto",
    r"geweigerd|overzicht",
)
"""The payer's bank did something with a payment."""
ELSEWHERE = re.compile(
    r"\b(?:to|into|with) (?:the |an? |our )?(?:[\w']+ ){0,3}(?:partner|subsidiary|affiliate|parent|sister|factor\w*|lawyer|agent|wife|husband|brother|son|daughter|escrow|trustee|holding)\w*(?:'s)?(?: [\w']+){0,3}"
    r"|\bauf (?:das |ein |dem |jenes )?(?:konto )?(?:\w+ ){0,3}(?:tochter|schwester|mutter|partner|anwalts?|treuhand|factor)\w*|\ban (?:unsere |die )?(?:tochter|schwester|mutter)\w*"
    r"|\bsur (?:le compte|celui) (?:de |d')(?:notre |la |l')?(?:filiale|maison|societe|affactureur|partenaire|avocat)\w*|\b(?:a|al|en) la (?:cuenta )?(?:de )?(?:la |nuestra )?(?:matriz|filial|sociedad|entidad)\b"
    r"|\bsu(?:l|llo|lla)? (?:conto )?(?:quello )?(?:della |dell')(?:consociata|controllata|capogruppo|filiale|casa madre)\b|\bop (?:de rekening|die) van (?:onze |de )?(?:mijn )?(?:zuster|dochter|moeder|partner|vrouw)\w*|\baan onze (?:zuster|dochter|moeder|partner)\w*"
    r"|\bpara (?:a conta|a) d[ae] (?:nossa |minha )?(?:filial|subsidiaria|empresa|casa|esposa|mulher|filha|socia)\w*|\baccount (?:shown|stated|given|named|printed|indicated) (?:on|in|below|above)"
)
BIDS = _any(
    r"please|kindly|should|must|shall|to be (?:paid|made)|are to",
    r"bitte\w*|zahlen sie|uberweisen sie|soll\w*|mussen",
    r"veuillez|merci de|doit|doivent|reglez|prie\w*|versez",
    r"rogamos|por favor|debe\w*|paguen|transfieran|hagan|ruego",
    r"prego|preghiamo|cortes\w*|pagate|vanno|versate|devono",
    r"graag|gelieve|wilt u|moet\w*|betaal|maak",
    r"favor|agradec\w*|deve\w*|pec[oa]\w*|paguem|transfiram|facam|pecam\w*",
)

CEDED = _any(
    r"factor(?:ing company)?",
    r"factoring\w*",
    r"affactur\w+",
    r"abgetreten\w*",
    r"abtretung\w*",
    r"pandrecht",
)
ASSIGNED = _any(
    r"(?:receivables?|claims?|debts?|invoices?)(?: [\w'&.-]+){0,9} (?:assigned|ceded|sold) to",
    r"forderungen (?:[\w'-]+ ){0,9}(?:abgetreten|verkauft)",
    r"creances (?:[\w'-]+ ){0,9}cedees",
    r"(?:a cede|cedons|cede) (?:[\w'-]+ ){0,6}creances",
    r"creditos (?:\w+ ){0,9}cedidos",
    r"cedi\w* (?:[\w'-]+ ){0,6}(?:sus|nuestros|los|os|seus|nossos) creditos",
    r"crediti (?:[\w'-]+ ){0,9}ceduti",
    r"(?:ha|abbiamo) ceduto (?:[\w'-]+ ){0,8}crediti",
    r"(?:vorderingen|facturen) (?:[\w'-]+ ){0,9}overgedragen",
    r"overgedragen aan",
    r"cessao de creditos",
)
"""Somebody else is to be paid."""
FORGED = _any(
    r"your (?:letterhead|logo|name|domain|address)|looks? like (?:it is |it's )?(?:from )?you",
    r"ihrem (?:briefkopf|logo|namen)",
    r"votre (?:en-tete|logo|nom)",
    r"su (?:membrete|logo|nombre)|(?:logo|membrete|nombre) de (?:ustedes|vosotros)",
    r"(?:vostra carta intestata|vostro (?:logo|nome))",
    r"(?:jullie|uw) (?:briefhoofd|logo|naam)|zogenaamd van (?:jullie|u)",
    r"vosso (?:timbrado|logotipo|nome)",
)
DIGITS = re.compile(
    r"\b\d{8,12} ?/ ?\d{6,12}\b|\b(?:number|nummer|numero|acc|cta|konto) (?:is |ist |es |e )?\d\d(?:[ -]?\d\d){2,}"
)
FROM_NOW = _any(
    r"from now on|other account|this time|new acct?",
    r"ab jetzt|ab sofort",
    r"desormais",
    r"a partir de ahora",
    r"d'ora in poi",
    r"voortaan",
    r"a partir de agora",
)
