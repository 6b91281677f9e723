"""Letters by e-mail. Without an SMTP server they go into a mailbox of files, which the desk of a demo can read.

Letters are rendered and sent by background jobs (they get ids, never addresses), after the act has committed.
"""

import email
import email.policy
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from sanggar.foundation import clock
from sanggar.foundation.by_hand import ByHand
from sanggar.foundation.disk import put_in_place
from sanggar.foundation.messaging.envelope import Attachment, Envelope, Spoken, packed
from sanggar.foundation.messaging.letters import OFFICE
from sanggar.foundation.messaging.outbox import About, post

__all__ = [
    "Attachment",
    "Letter",
    "MailboxBackend",
    "is_mailbox",
    "is_read_at_desk",
    "letter_text",
    "letters",
    "public_address",
    "read_letter",
    "send_letter",
]


def send_letter(
    template: str,
    context: Mapping[str, Any],
    *,
    to: str | None,
    language: str = "id",
    office: object = "",
    attachments: Sequence[Attachment] = (),
    by_hand: ByHand | None = None,
) -> None:
    """Send `<template>.txt`, whose first line is the subject.

    With `by_hand` it goes through the outbox: by e-mail, else by another channel, else somebody tells it; a failure is
    tried again from there. Without it (letters about an account, which hold links by which one signs in) it goes by
    e-mail alone and raises what the mail server raises; jobs retry.
    `office` is the key of the office that writes, so that the mailbox of a demo shows it to that office alone.
    """
    subject, _, body = letter_text(template, context, language).partition("\n")
    if by_hand:
        words = Envelope(
            **_addressed(by_hand, to, office),
            subject=subject.strip(),
            body=body.strip(),
            attachments=[packed(each) for each in attachments],
            spoken=_spoken(template, context, language, by_hand),
        )
        about = About(by_hand.shelf, by_hand.key, by_hand.until, once=by_hand.once)
        post(words, about, language=language, at=clock.now())
        return
    if not to:
        return
    headers = {OFFICE: str(office)} if office else None
    letter = EmailMultiAlternatives(subject.strip(), body.strip() + "\n", to=[to], headers=headers)
    for each in attachments:
        letter.attach(each.name, each.content, each.kind)
    letter.send()


def _addressed(by_hand: ByHand, to: str | None, office: object) -> dict[str, Any]:
    """Whom an envelope is for, and what it says of itself."""
    return {
        "name": by_hand.name,
        "phone": by_hand.phone,
        "email": to or "",
        "office": str(office),
        "code": by_hand.code,
        "brief": by_hand.brief,
    }


def _spoken(template: str, context: Mapping[str, Any], language: str, by_hand: ByHand) -> Spoken | None:
    if by_hand.spoken is None:
        return None
    otherwise, code, until = by_hand.spoken
    _subject, _, body = letter_text(template, {**context, **otherwise}, language).partition("\n")
    return Spoken(body.strip(), code, until)


def letter_text(template: str, context: Mapping[str, Any], language: str) -> str:
    """A letter as it is sent, for whoever is shown it beforehand: the subject, then the text."""
    with translation.override(language):
        return _rendered(f"{template}.txt", {**context, "address": settings.PUBLIC_ADDRESS}).strip()


def public_address(path: str) -> str:
    """The whole address of a page, as it stands in letters and QR codes."""
    return f"{settings.PUBLIC_ADDRESS}{path}"


def _rendered(template: str, context: dict[str, Any]) -> str:
    """A letter is plain text: an apostrophe in a name stays one."""
    found = get_template(template).template  # type: ignore[attr-defined]  # Django's own engine is the only one here
    return str(found.render(Context(context, autoescape=False)))


class MailboxBackend(BaseEmailBackend):
    """Writes each letter to SANGGAR_VAR/mail as a file of its own, for it may hold a secret link."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder: Path = settings.MAIL_FOLDER
        for message in email_messages:
            name = f"{clock.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.eml"
            put_in_place(folder / name, message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the mailbox; `office` is the key of the one that wrote it, empty for letters about an account."""

    name: str
    to: str
    subject: str
    at: datetime
    body: str
    office: str = ""


def is_mailbox() -> bool:
    """Whether letters stay here instead of leaving by SMTP."""
    return str(settings.EMAIL_BACKEND).endswith("MailboxBackend")


def is_read_at_desk() -> bool:
    """Of a demo alone: elsewhere a letter that waits may hold the link by which a colleague sets a password."""
    return is_mailbox() and Path(settings.DEMO_LOGINS).exists()


def letters(limit: int = 200) -> Iterator[Letter]:
    """The newest letters first."""
    folder: Path = settings.MAIL_FOLDER
    for path in sorted(folder.glob("*.eml"), reverse=True)[:limit]:
        yield read_letter(path)


def read_letter(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    return Letter(
        name=path.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        at=_moment(str(message["Date"])),
        body=body.get_content() if body else "",
        office=str(message[OFFICE] or ""),
    )


def _moment(date: str) -> datetime:
    """The moment of a Date header. Django writes "-0000", which says UTC and is read as no zone at all."""
    moment = parsedate_to_datetime(date)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
