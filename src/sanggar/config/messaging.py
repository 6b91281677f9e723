"""Channels of messages: WhatsApp by variables, an SMS gateway by a file. The table is in docs/guide/messages.md."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sanggar.config.environment import Unusable, listed
from sanggar.foundation.messaging.dated import dated

CHANNELS = ("email", "whatsapp", "sms")
NEEDED = {"token": "TOKEN", "number_id": "NUMBER_ID", "app_secret": "APP_SECRET", "verify_token": "VERIFY_TOKEN"}
WHATSAPP_LIMITS = {"per_second": "20", "pause": "6", "daily": "250", "price": ""}
SMS_LIMITS = {"per_second": "", "pause": "", "daily": "", "price": ""}
GATEWAY: dict[str, Any] = {
    "method": "POST",
    "headers": {},
    "body": "",
    "answer_id": "",
    "plus": False,
    "secret": "",
    "report": {},
    "states": {},
}
REPORT = {"id": "id", "ref": "ref", "state": "status", "reason": "error", "from": "from", "text": "text"}
STATES = {"sent": "sent", "delivered": "delivered", "read": "read", "failed": "failed"}
SHORTEST_SECRET = 20


def message_channels() -> list[str]:
    """In the order in which they are tried."""
    channels = listed("SANGGAR_MESSAGE_CHANNELS", ",".join(CHANNELS))
    if unknown := set(channels) - set(CHANNELS):
        raise Unusable(f"SANGGAR_MESSAGE_CHANNELS: {', '.join(sorted(unknown))} is not one of {', '.join(CHANNELS)}")
    return channels


def whatsapp() -> dict[str, Any]:
    """Nothing where no token is given; refused where a part is missing, rather than half in use."""
    if not _variable("TOKEN"):
        return {}
    if missing := [f"SANGGAR_WHATSAPP_{name}" for name in NEEDED.values() if not _variable(name)]:
        raise Unusable(f"WhatsApp needs also {', '.join(missing)}")
    values: dict[str, Any] = {key: _variable(name) for key, name in NEEDED.items()}
    values["version"] = _variable("API_VERSION") or "v23.0"
    values["address"] = (_variable("ADDRESS") or "https://graph.facebook.com").rstrip("/")
    values["template"] = _variable("TEMPLATE")
    limits = {name: _variable(name.upper()) or default for name, default in WHATSAPP_LIMITS.items()}
    return values | {name: _pairs(f"SANGGAR_WHATSAPP_{name.upper()}", text) for name, text in limits.items()}


def sms() -> dict[str, Any]:
    """What SANGGAR_SMS_FILE says; nothing where there is none."""
    file = os.environ.get("SANGGAR_SMS_FILE")
    if not file:
        return {}
    try:
        given = json.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unusable(f"SANGGAR_SMS_FILE: {type(error).__name__}") from None
    return gateway(given)


def gateway(given: Any) -> dict[str, Any]:
    """A gateway as it is used, with what was left out filled in. Raises `Unusable`, naming what is wrong."""
    if not isinstance(given, dict) or not urlsplit(str(given.get("url"))).hostname:
        raise Unusable("SANGGAR_SMS_FILE: url is missing")
    if unknown := set(given) - set(GATEWAY) - set(SMS_LIMITS) - {"url"}:
        raise Unusable(f"SANGGAR_SMS_FILE: unknown {', '.join(sorted(unknown))}")
    values = GATEWAY | given
    values["report"] = REPORT | values["report"]
    values["states"] = values["states"] or STATES
    if unknown := set(values["states"].values()) - set(STATES):
        raise Unusable(f"SANGGAR_SMS_FILE: states lead to {', '.join(sorted(unknown))}, not to {', '.join(STATES)}")
    if values["secret"] and len(values["secret"]) < SHORTEST_SECRET:
        raise Unusable(f"SANGGAR_SMS_FILE: secret needs {SHORTEST_SECRET} characters or more")
    return values | {name: _pairs(f"SANGGAR_SMS_FILE: {name}", str(given.get(name, ""))) for name in SMS_LIMITS}


def _variable(name: str) -> str:
    return os.environ.get(f"SANGGAR_WHATSAPP_{name}", "").strip()


def _pairs(name: str, text: str) -> list[tuple[date, int]]:
    try:
        return dated(text)
    except ValueError:
        raise Unusable(f"{name}: {text} is neither a number nor pairs like 2026-10-01:250") from None
