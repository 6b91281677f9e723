"""What is sealed in a message: who it is for, and its words for each channel."""

import base64
import json
import re
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from sanggar.foundation.models import Message
from sanggar.foundation.models.messages import MESSAGE_PLACE
from sanggar.foundation.phones import mask_phone
from sanggar.foundation.sealed import lookup, seal, unseal

PERSON = "messaging.person"
ADDRESS = re.compile(r"https?://\S+")
SECRET = re.compile(r"(/lamaran/(?:wali/)?[^/\s]+/)[^/\s]+/")
"""What opens a person's own page, or their guardian's, is the part after the number."""


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody tells instead, and until when it counts: people are there in office hours, channels at once."""

    body: str
    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Envelope:
    """`short` goes out as SMS; `template` and `parameters` are WhatsApp's, empty where none was approved for it.
    `code` is a code the letter holds, which goes out by every channel and is shown to nobody who only looks. What is
    `brief` is emptied as soon as it arrived (`brief`). `spoken` takes the place of words and code that count for a
    short while, once no channel carried them.
    """

    name: str
    phone: str
    subject: str
    body: str
    email: str = ""
    office: str = ""
    short: str = ""
    code: str = ""
    brief: bool = False
    template: str = ""
    parameters: list[str] = field(default_factory=list)
    attachments: list[dict[str, str]] = field(default_factory=list)
    spoken: Spoken | None = None

    @property
    def sms(self) -> str:
        """The words for SMS: the office's own, else the subject and where to read on; none where the letter leads to
        no page, for then its subject alone would tell nothing.
        """
        return self.short or (f"{self.headline} {self.link}" if self.link else "")

    @property
    def headline(self) -> str:
        return f"{self.subject}: {self.code}" if self.code else self.subject

    @property
    def link(self) -> str:
        found = ADDRESS.search(self.body)
        return found.group() if found else ""

    @property
    def files(self) -> list[Attachment]:
        return [Attachment(a["name"], base64.b64decode(a["content"]), a["kind"]) for a in self.attachments]


def packed(file: Attachment) -> dict[str, str]:
    return {"name": file.name, "content": base64.b64encode(file.content).decode(), "kind": file.kind}


def sealed(envelope: Envelope) -> str:
    return seal(json.dumps(asdict(envelope), default=datetime.isoformat), MESSAGE_PLACE)


def read(message: Message) -> Envelope | None:
    """None once the text was emptied."""
    if not message.text_sealed:
        return None
    told: dict[str, Any] = json.loads(unseal(message.text_sealed, MESSAGE_PLACE))
    if spoken := told.get("spoken"):
        told["spoken"] = Spoken(**spoken | {"until": datetime.fromisoformat(spoken["until"])})
    return Envelope(**told)


def as_spoken(envelope: Envelope, at: datetime) -> tuple[Envelope, datetime] | None:
    """With the words that somebody tells, and until when these count; None where there are no others that count."""
    if envelope.spoken is None or envelope.spoken.until <= at:
        return None
    spoken = envelope.spoken
    return replace(envelope, body=spoken.body, code=spoken.code, spoken=None), spoken.until


def person_of(phone: str) -> str:
    """By which a number is found again without being kept in the clear."""
    return lookup(phone, PERSON) if phone else ""


def masked(envelope: Envelope, channel: str) -> str:
    """Whom a message reaches, as lists show it."""
    return _masked_email(envelope.email) if channel == "email" else mask_phone(envelope.phone)


def without_secrets(text: str, code: str = "") -> str:
    """The text for whoever only looks at it: what opens a person's own page, or their guardian's, is left out."""
    hidden = SECRET.sub(r"\1…/", text)
    return hidden.replace(code, "…") if code else hidden


def _masked_email(address: str) -> str:
    name, _, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}" if domain else ""
