"""Mail domains where anybody gets an address: such a domain proves nothing about a firm."""

from collections.abc import Collection


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ANY_COUNTRY = frozenset({"yahoo", "ymail", "rocketmail", "hotmail", "live", "outlook", "msn"})
"""Providers that offer the same name under many endings, e.g. yahoo.fr, yahoo.co.uk."""

_DOMAINS = _words(
    """
    aim.com alice.it aliceadsl.fr aol.com aol.de aol.fr arcor.de att.net bbox.fr bell.net
    bellsouth.net bigpond.com bluewin.ch bol.com.br btinternet.com btopenworld.com charter.net
    chello.at chello.nl clix.pt club-internet.fr comcast.net cox.net disroot.org duck.com
    earthlink.net email.com email.cz email.de fastmail.com fastmail.fm fastwebnet.it free.fr
    freemail.hu freenet.de frontier.com frontiernet.net gmail.com gmx.at gmx.ch gmx.com gmx.de
    gmx.es gmx.fr gmx.net googlemail.com hey.com home.nl hushmail.com icloud.com ig.com.br inbox.com
    inbox.lv inwind.it iol.it juno.com kpnmail.nl kpnplanet.nl laposte.net libero.it list.ru
    luukku.com lycos.com mac.com mail.be mail.com mail.de mail.dk mail.ee mail.ru mailbox.org
    mailfence.com mailinator.com me.com mindspring.com naver.com neuf.fr ntlworld.com numericable.fr
    o2.co.uk o2.pl onet.pl online.de online.no optonline.net optusnet.com.au orange.es orange.fr
    outlook.com pandora.be planet.nl pm.me posteo.de posteo.net proton.me protonmail.ch
    protonmail.com qq.com quicknet.nl rambler.ru rediffmail.com riseup.net rogers.com runbox.com
    sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca skynet.be sky.com suddenlink.net swisscom.com
    sympatico.ca t-online.de talktalk.net telefonica.net telenet.be telfort.nl telia.com telus.net
    terra.com.br terra.es tin.it tiscali.it tiscali.co.uk tlen.pl tuta.com tuta.io tutamail.com
    tutanota.com tutanota.de uol.com.br upcmail.nl verizon.net versatel.nl videotron.ca virgilio.it
    virgin.net virginmedia.com vodafone.de vodafone.it voila.fr wanadoo.es wanadoo.fr web.de
    windowslive.com windstream.net wp.pl xs4all.nl yandex.com yandex.ru zeelandnet.nl ziggo.nl
    zoho.com zohomail.com zonnet.nl 126.com 163.com
    """
)


def is_free_mail(domain: str, extra: Collection[str] = ()) -> bool:
    """Tell whether anybody can get an address at this domain; `extra` are the configuration's own."""
    name = domain.strip().rstrip(".").lower()
    if name in _DOMAINS or name in {other.strip().lower() for other in extra}:
        return True
    head, _, ending = name.partition(".")
    return head in _ANY_COUNTRY and ending.count(".") <= 1 and len(ending) <= 6
