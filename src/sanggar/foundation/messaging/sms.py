"""Any SMS gateway that takes an HTTP request. Which one, and how it wants to be asked, is in `settings.SMS`.

In address, headers and body stand `{to}`, `{text}` and `{id}`, which are filled in as each of them needs: encoded in an
address or a form, escaped in JSON.
"""

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings

from sanggar.foundation.messaging.envelope import Envelope
from sanggar.foundation.messaging.http import ask
from sanggar.foundation.messaging.outcomes import Accepted, Outcome, Refused, Retry, Unsure

if TYPE_CHECKING:
    import httpx

TOO_MANY, SERVER = 429, 500


def send(envelope: Envelope, *, ref: UUID) -> Outcome:
    gateway = settings.SMS
    values = {"to": envelope.phone if gateway["plus"] else envelope.phone.removeprefix("+")}
    values |= {"text": envelope.sms, "id": str(ref)}
    address = _filled(gateway["url"], {name: quote(value, safe="") for name, value in values.items()})
    answer = ask(gateway["method"], address, headers=gateway["headers"], **_body(gateway["body"], values))
    return answer if isinstance(answer, Retry | Unsure) else _read(answer, gateway["answer_id"])


def found(told: Any, path: str) -> str:
    """What stands at `messages.0.id` of a JSON answer; empty where nothing does."""
    for part in path.split("."):
        if isinstance(told, list) and part.isdigit() and int(part) < len(told):
            told = told[int(part)]
        elif isinstance(told, dict):
            told = told.get(part)
        else:
            return ""
    is_plain = isinstance(told, str | int) and not isinstance(told, bool)
    return str(told).replace("\0", "") if is_plain else ""  # PostgreSQL holds no NUL


def _body(body: Any, values: dict[str, str]) -> dict[str, Any]:
    """An object is sent as JSON, a text as a form, nothing as nothing."""
    if not body:
        return {}
    if isinstance(body, str):
        pairs = (part.partition("=") for part in body.split("&"))
        return {"data": {name: _filled(value, values) for name, _, value in pairs}}
    return {"json": _deeply(body, values)}


def _deeply(body: Any, values: dict[str, str]) -> Any:
    if isinstance(body, dict):
        return {key: _deeply(value, values) for key, value in body.items()}
    if isinstance(body, list):
        return [_deeply(value, values) for value in body]
    return _filled(body, values) if isinstance(body, str) else body


def _filled(text: str, values: dict[str, str]) -> str:
    """Each placeholder once, so that a text that itself holds `{to}` stays as it was written."""
    parts, rest = [], text
    while rest:
        at, name = min(((rest.find(f"{{{name}}}"), name) for name in values), key=lambda hit: (hit[0] < 0, hit[0]))
        if at < 0:
            break
        parts += [rest[:at], values[name]]
        rest = rest[at + len(name) + 2 :]
    return "".join([*parts, rest])


def _read(answer: "httpx.Response", answer_id: str) -> Outcome:
    status = answer.status_code
    if status == TOO_MANY or status >= SERVER:
        return Retry(f"http {status}")
    if not answer.is_success:
        return Refused(f"http {status}")
    if not answer_id:
        return Accepted()
    try:
        given = found(json.loads(answer.text), answer_id)
    except ValueError:
        given = ""
    return Accepted(given) if given else Unsure("unreadable")
