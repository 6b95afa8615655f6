"""Files that are only ever downloaded: never shown at our origin, whatever they claim to be."""

from urllib.parse import quote

from fastapi import Response

from responders.file_names import file_names
from review.rendering import visible

SEALED = "sandbox; default-src 'none'; frame-ancestors 'none'"


def download(content: bytes, name: str, media_type: str = "application/octet-stream") -> Response:
    """Return a file to be saved under that name (RFC 6266)."""
    shown = file_names([visible(name)])[0]
    plain = "".join(sign if " " <= sign <= "~" and sign not in '"\\' else "_" for sign in shown)
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}",
        "Content-Security-Policy": SEALED,
    }
    return Response(content, media_type=media_type, headers=headers)
