"""Which route of the API does what a page does, and why some acts have none."""

from collections.abc import Mapping

_ITEM, _ANSWER, _LAYOUT = "/api/items/{item_id}", "/api/answers/{answer_id}", "/api/layouts/{name}"
_OWN = "what is somebody's own is set by themselves: a token works for its user and does not change them"
_RIGHTS = "who may do what, and how much leaves by itself, is decided by a person who is signed in"
_PRIVACY = "what is kept, handed out or erased of a person is decided by an administrator who is signed in"
_VOUCHED = "a person vouches for a sender, a second one where that is configured"
_SHOWN = "it changes what the open page shows and keeps nothing"

EQUALS: Mapping[str, str] = {
    "/items/{item_id} save": f"POST {_ITEM}/values",
    "/items/{item_id} confirm": f"POST {_ITEM}/confirm",
    "/items/{item_id} close": f"POST {_ITEM}/close",
    "/items/{item_id} postpone": f"POST {_ITEM}/snooze",
    "/items/{item_id} resume": f"POST {_ITEM}/snooze",
    "/items/{item_id} hand": f"POST {_ITEM}/hand",
    "/items/{item_id} split": f"POST {_ITEM}/split",
    "/items/{item_id} put_back": f"POST {_ITEM}/put-back",
    "/items/{item_id} undo": f"POST {_ITEM}/undo",
    "/items/{item_id} redo": f"POST {_ITEM}/redo",
    "/items/{item_id} route": f"POST {_ITEM}/route",
    "/items/{item_id} customer": f"POST {_ITEM}/customer",
    "/items/{item_id} change_back": f"POST {_ITEM}/route",
    "/items/{item_id} reopen": f"POST {_ITEM}/reopen",
    "/items/{item_id} again": f"POST {_ITEM}/again",
    "/items/{item_id}/claim": f"POST {_ITEM}/claim",
    "/items/{item_id}/release": f"POST {_ITEM}/release",
    "/items/{item_id}/notes": f"POST {_ITEM}/notes",
    "/queue/together confirm": "POST /api/together",
    "/queue/together archive": "POST /api/together",
    "/queue/together assign": "POST /api/together",
    "/queue/together snooze": "POST /api/together",
    "/queue/together/{act_id}/undo": "POST /api/together/{act_id}/undo",
    "/answers/{answer_id} send": f"POST {_ANSWER}/approve",
    "/answers/{answer_id} send_confirm": f"POST {_ANSWER}/approve",
    "/answers/{answer_id} drop": f"POST {_ANSWER}/drop",
    "/answers/{answer_id} anew": f"POST {_ANSWER}/anew",
    "/answers/{answer_id} stop": f"POST {_ANSWER}/stop",
    "/answers/{answer_id} left": f"POST {_ANSWER}/settle",
    "/answers/{answer_id} not_left": f"POST {_ANSWER}/settle",
    "/answers/{answer_id} revoke": f"POST {_ANSWER}/revoke",
    "/exports": "POST /api/exports",
    "/upload": "POST /api/upload",
    "/teach": "POST /api/upload",
    "/teach/{item_id}/{document}/activate": "POST /api/layouts",
    "/layouts": "POST /api/layouts",
    "/layouts/{name}/save": "POST /api/layouts",
    "/layouts/{name} activate": f"POST {_LAYOUT}/activate",
    "/layouts/{name} roll_back": f"POST {_LAYOUT}/roll-back",
    "/layouts/{name} retire": f"POST {_LAYOUT}/retire",
    "/layout-proposals/{number}": "POST /api/layout-proposals/{number}",
    "/switches/{name}": "POST /api/switches/{name}",
    "/health/retry": f"POST {_ITEM}/again",
}
"""Each act of the pages, by its path and the button's word, and the route that does the same."""

NONE: Mapping[str, str] = {
    "/items/{item_id} called_back": "a person attests by their own sign-in whom they called",
    "/items/{item_id}/notes/seen": _OWN,
    "/layouts/{name} delete": "what is deleted does not come back: a person ticks that they are sure",
    "/layouts/{name}/edit": _SHOWN,
    "/teach/{item_id}/{document}": _SHOWN + "; a proposal is made of what a person marked on the page",
    "/items/{item_id}/private": "who may see a mail is decided by a person who has seen it",
    "/items/{item_id}/sender": _VOUCHED,
    "/senders": _VOUCHED,
    "/privacy/erase": _PRIVACY,
    "/privacy/export": _PRIVACY,
    "/privacy/holds": _PRIVACY,
    "/privacy/holds/end": _PRIVACY,
    "/queue/next": "a program lists items and claims one",
    "/account/language": _OWN,
    "/account/messages": _OWN,
    "/account/password": _OWN,
    "/account/sessions": _OWN,
    "/preferences": _OWN,
    "/views": _OWN,
    "/views/{view_id}/remove": _OWN,
    "/sign-in": _OWN,
    "/sign-out": _OWN,
    "/tokens": "a token makes no tokens",
    "/tokens/end": "a token ends by its user's or an administrator's hand",
    "/people": _RIGHTS,
    "/people/change": _RIGHTS,
    "/modes": _RIGHTS,
    "/modes/decide": _RIGHTS,
    "/mailboxes/{name}": _RIGHTS,
    "/mailboxes/{name}/try": "it tries an account while somebody looks at what it says",
    "/routing": "a model that routes is let in by a person, or by `ardoise router`",
    "/webhooks/{name}": _RIGHTS,
    "/webhooks/{name}/again": "the program that is told fetches what it missed by its own way",
}
"""Each act that has none, and the reason."""
