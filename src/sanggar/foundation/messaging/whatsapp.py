"""WhatsApp Business Cloud API: template messages, for the office is the one who begins.

Settings in `settings.WHATSAPP`; error codes as in Meta's documentation of the Cloud API. A request that was never
connected has sent nothing; one whose answer was lost may have.
"""

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from sanggar.foundation.messaging.channels import whatsapp_template
from sanggar.foundation.messaging.envelope import Envelope
from sanggar.foundation.messaging.http import ask
from sanggar.foundation.messaging.outcomes import Accepted, Outcome, Refused, Retry, Unsure

if TYPE_CHECKING:
    import httpx

GAPS = re.compile(r"\s+")
LONGEST = 1000  # a template with its parameters has at most 1,024 characters
PAUSES = {
    4: timedelta(minutes=10),  # too many calls of the application
    80007: timedelta(minutes=10),  # too many calls of the account
    130429: timedelta(minutes=1),  # throughput of the number
    131048: timedelta(hours=6),  # held back as spam
    131056: timedelta(seconds=30),  # this pair of numbers alone
}
OF_THIS_PAIR = 131056
REFUSALS = {
    131026: "undeliverable",
    131047: "window",  # outside the 24 hours, and no approved template
    131049: "ecosystem",  # Meta limits marketing to this person; sending again makes it worse
    131050: "stopped",  # the person stopped marketing
    132000: "template",
    132001: "template",
    132005: "template",
    132007: "template",
    132012: "template",
    132015: "template",
    132016: "template",
}
PASSING = {1, 2, 131000, 131016, 131031, 131042, 133010, 190}  # trouble on their side or with our account
SERVER = 500


def send(envelope: Envelope, *, ref: UUID, language: str) -> Outcome:
    own = settings.WHATSAPP
    address = f"{own['address']}/{own['version']}/{own['number_id']}/messages"
    headers = {"Authorization": f"Bearer {own['token']}"}
    answer = ask("POST", address, headers=headers, json=payload(envelope, ref, language))
    return answer if isinstance(answer, Retry | Unsure) else _read(answer)


def payload(envelope: Envelope, ref: UUID, language: str) -> dict[str, Any]:
    """`biz_opaque_callback_data` comes back with each report, so that even a message whose answer was lost is known."""
    name, given = whatsapp_template(envelope)
    parameters = [{"type": "text", "text": GAPS.sub(" ", text).strip()[:LONGEST] or "-"} for text in given]
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": envelope.phone.removeprefix("+"),
        "type": "template",
        "biz_opaque_callback_data": str(ref),
        "template": {
            "name": name,
            "language": {"policy": "deterministic", "code": language},
            "components": [{"type": "body", "parameters": parameters}] if parameters else [],
        },
    }


def refusal(code: int) -> str:
    """Why a message failed, as a report's error code tells."""
    return REFUSALS.get(code, f"code {code}")


def _read(answer: "httpx.Response") -> Outcome:
    try:
        told = answer.json()
        if answer.is_success:
            return Accepted(str(told["messages"][0]["id"]))
        code = int(told["error"]["code"])
    except (ValueError, KeyError, TypeError, IndexError):
        return _unreadable(answer)
    return _failed(code, answer.status_code)


def _failed(code: int, status: int) -> Outcome:
    if code in PAUSES:
        return Retry(f"code {code}", PAUSES[code], for_all=code != OF_THIS_PAIR)
    if code in REFUSALS:
        return Refused(REFUSALS[code])
    if code in PASSING or status >= SERVER:
        return Retry("token" if code == 190 else f"code {code}")  # noqa: PLR2004 - Meta's code of a token that lapsed
    return Refused(f"code {code}")


def _unreadable(answer: "httpx.Response") -> Outcome:
    if answer.is_success:
        return Unsure("unreadable")
    return (
        Retry(f"http {answer.status_code}") if answer.status_code >= SERVER else Refused(f"http {answer.status_code}")
    )
