"""Believes a From address only where the trusted server says that it is genuine (RFC 8601, RFC 7489)."""

import re

from domain.mail import AuthenticationResults, AuthMethod, Mail
from domain.organisation import is_domain, same_organisation
from domain.words import Flag
from responders.port import Composition
from responders.request import AnswerRequest
from responders.sender import has_one_sender, plain_sender

_ASIDE = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)')
"""Quoted names and comments."""
_SPECIAL = re.compile(r"[:;,]|<[^>]*<|>[^<]*<")
_NO_VERDICT = frozenset({"none", "temperror", "bestguesspass"})
"""DMARC results that say nothing either way, so that an aligned signature may still speak."""


def no_trusted_server(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails while no receiving server is named whose word counts."""
    if _trusted_id(request):
        return None
    return "No receiving server is trusted: set answering.authentication.trusted_authserv_id."


def sender_not_authenticated(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails unless the trusted server stamped a DMARC pass or an aligned DKIM pass.

    Without a trusted server the rule is not judged: `no_trusted_server` stands for it.
    """
    trusted = _trusted_id(request)
    if not trusted:
        return None
    stamp = _stamp(request, trusted)
    if stamp is None:
        return f"The mail carries no Authentication-Results of {trusted} above our own border."
    sender = plain_sender(request.mail)
    if sender is None:
        return "The mail has no single plain From address that could be authenticated."
    domain = sender.rpartition("@")[2]
    if _denied(request, trusted):
        return f"{trusted} says in a further field that DMARC did not pass for {domain}."
    if _dmarc_passes(stamp, domain) or _dkim_passes(stamp, domain):
        return None
    return f"Neither DMARC nor an aligned DKIM signature passed for {domain}."


def several_from(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails unless the mail has exactly one From field with exactly one address."""
    if Flag.SEVERAL_FROM not in request.understanding.flags and _has_plain_sender(request.mail):
        return None
    return "The mail does not have exactly one From field with exactly one address."


def _has_plain_sender(mail: Mail) -> bool:
    """Tell whether From is one address in the plain form that every server reads alike.

    A group, a route or a second address in the same field may have been read otherwise by whoever stamped.
    """
    fields = mail.all_headers("From")
    return has_one_sender(mail) and all(_SPECIAL.search(_ASIDE.sub("", field)) is None for field in fields)


def _trusted_id(request: AnswerRequest) -> str:
    return (request.answering.authentication.trusted_authserv_id or "").strip().lower()


def _stamp(request: AnswerRequest, trusted: str) -> AuthenticationResults | None:
    """Return the topmost field of the trusted server; further down anybody may have written it."""
    fields = (field for field in request.mail.authentication if field.authserv_id == trusted)
    topmost = next(fields, None)
    if topmost is None or topmost.received_above > request.answering.authentication.own_received_above:
        return None
    return topmost


def _denied(request: AnswerRequest, trusted: str) -> bool:
    """Tell whether any field of our own border denies the sender: some servers stamp a field a method."""
    border = request.answering.authentication.own_received_above
    return any(
        method.result != "pass" and method.result not in _NO_VERDICT
        for field in request.mail.authentication
        if field.authserv_id == trusted and field.received_above <= border
        for method in _methods(field, "dmarc")
    )


def _dmarc_passes(stamp: AuthenticationResults, domain: str) -> bool:
    verdicts = _methods(stamp, "dmarc")
    if not verdicts or any(verdict.result != "pass" for verdict in verdicts):
        return False
    stated = [value for verdict in verdicts for key, value in verdict.properties if key == "header.from"]
    return all(value.lower() == domain for value in stated)


def _dkim_passes(stamp: AuthenticationResults, domain: str) -> bool:
    if any(verdict.result not in _NO_VERDICT for verdict in _methods(stamp, "dmarc")):
        return False
    return any(verdict.result == "pass" and _aligned(verdict, domain) for verdict in _methods(stamp, "dkim"))


def _aligned(verdict: AuthMethod, domain: str) -> bool:
    """Tell whether the signer is the sender's organisation; a signature that names two is nobody's."""
    signers = {value for key, value in verdict.properties if key == "header.d"}
    if not signers:
        signers = {value.rpartition("@")[2] for key, value in verdict.properties if key == "header.i"}
    if len(signers) != 1:
        return False
    signer = signers.pop().lower()
    return is_domain(signer) and same_organisation(signer, domain)


def _methods(stamp: AuthenticationResults, name: str) -> tuple[AuthMethod, ...]:
    return tuple(method for method in stamp.methods if method.method == name)
