"""Tells whether two mail domains belong to one organisation, and says no where it cannot know."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")

_PLAIN_ENDINGS = _words(
    """
    com net org biz info name mobi aero coop museum travel jobs eu de fr nl be at ch li lu dk se fi
    cz sk ie es pt example test app dev shop store online tech group company solutions services
    consulting agency cloud digital
    """
)
"""Endings under which an organisation registers the label right before the ending."""

_SECOND_LEVEL = _words(
    """
    ac ae asn asso atm com co conf edu ed firm gen go gob gouv gov govt gv id idf idv ind inf info
    int k12 lg ltd me mil mod muni name ne nect net nic nhs nom nsw oc or org per plc police pol pri
    priv pro pub sch school sec sld tm vic web wa qld nt art blog eng adv med rec tur eti far
    """
)
"""Labels that stand for a whole class of owners in front of a country's ending: co.uk, com.br, gouv.fr."""

_SHARED = _words(
    """
    github.io gitlab.io herokuapp.com appspot.com blogspot.com azurewebsites.net cloudfront.net
    amazonaws.com netlify.app vercel.app pages.dev workers.dev web.app firebaseapp.com
    onmicrosoft.com sharepoint.com myshopify.com wordpress.com wixsite.com squarespace.com
    weebly.com ovh.net eu.com uk.com us.com de.com gb.net uk.net br.com cn.com jpn.com za.com ru.com
    sa.com co.com se.net hu.net in.net mex.com com.de co.de co.nl co.at or.at gv.at ac.at com.fr
    asso.fr nom.fr gouv.fr tm.fr prd.fr com.es nom.es org.es gob.es edu.es com.pt org.pt edu.pt
    gov.pt nome.pt int.pt publ.pt dyndns.org no-ip.org duckdns.org homeip.net sendgrid.net
    mailgun.org amazonses.com mcsv.net
    """
)
"""Domains whose children belong to strangers."""


def is_domain(text: str) -> bool:
    """Tell whether the text is a lower-case ASCII host name of two labels or more."""
    labels = text.split(".")
    return len(text) <= 253 and len(labels) >= 2 and all(_LABEL.fullmatch(label) for label in labels)


def same_organisation(one: str, other: str) -> bool:
    """Tell whether two domains are one organisation's (relaxed alignment, RFC 7489 section 3.1).

    Equal domains are. Parent and child are unless the parent is a known shared ending. Siblings
    are only under endings that are known to be plain; everywhere else the answer is no.
    """
    if not (is_domain(one) and is_domain(other)):
        return False
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if longer.endswith("." + shorter):
        return not _is_shared(shorter)
    owner = _owner(one)
    return owner is not None and owner == _owner(other)


def _is_shared(domain: str) -> bool:
    """Tell whether strangers register names right under this domain."""
    labels = domain.split(".")
    if domain in _SHARED:
        return True
    country = len(labels[-1]) == 2
    return len(labels) == 2 and country and (labels[0] in _SECOND_LEVEL or len(labels[0]) <= 2)


def _owner(domain: str) -> str | None:
    """Return the registered domain, None where the ending is not known well enough."""
    labels = domain.split(".")
    last_two = ".".join(labels[-2:])
    if _is_shared(last_two):
        known = labels[-1] in {"uk", "au", "nz", "za", "br", "jp"} and labels[-2] in {
            "co",
            "com",
            "net",
            "org",
        }
        return ".".join(labels[-3:]) if known and len(labels) >= 3 else None
    return last_two if labels[-1] in _PLAIN_ENDINGS else None
