"""Offers what is too large to attach for download instead, where an address for that is configured."""

from dataclasses import replace
from datetime import timedelta

from domain.decisions import ReplyAttachment
from responders.links import SHORTEST_KEY, download_token
from responders.port import Composition, Draft
from responders.request import AnswerRequest


def offered(request: AnswerRequest, composition: Composition) -> Composition:
    """Return the answer with signed links in place of its documents if they are too large together.

    The links work only from the moment on in which the answer is released. Without an address or a
    key the answer stays as it is, and its size is for the release rules.
    """
    size = sum(draft.size for draft in composition.drafts)
    possible = request.links.download and len(request.link_key) >= SHORTEST_KEY
    if size <= request.answering.attachment_bytes or not possible:
        return composition
    until = (request.now + timedelta(days=request.links.download_days)).replace(microsecond=0)
    made: dict[tuple[str, str], ReplyAttachment] = {}

    def linked(attachment: ReplyAttachment) -> ReplyAttachment:
        key = (attachment.file, attachment.sha256)
        if key not in made:
            token = download_token(attachment, request.link_key, until)
            made[key] = replace(attachment, link=token, link_until=until)
        return made[key]

    def without_size(draft: Draft) -> Draft:
        return replace(draft, attachments=tuple(linked(each) for each in draft.attachments), size=0)

    return Composition(tuple((matter, without_size(draft)) for matter, draft in composition.parts))
