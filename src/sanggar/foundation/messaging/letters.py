"""E-mail as a channel. Until the server is reached nothing can have left; from then on only its answer tells."""

import smtplib
from uuid import UUID

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from sanggar.foundation.messaging.envelope import Envelope
from sanggar.foundation.messaging.outcomes import Accepted, Outcome, Refused, Retry, Unsure

OFFICE = "X-Sanggar-Office"
FOR_GOOD = 500  # SMTP answers from here on are final


def send(envelope: Envelope, *, ref: UUID) -> Outcome:
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):
        return Retry("unreachable")
    try:
        _letter(envelope, ref, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        return _answered(max(code for code, _ in error.recipients.values()))
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code)
    except (OSError, smtplib.SMTPException):
        return Unsure("no_answer")
    finally:
        _close(connection)
    return Accepted()


def _answered(code: int) -> Outcome:
    return Refused(f"smtp {code}") if code >= FOR_GOOD else Retry(f"smtp {code}")


def _letter(envelope: Envelope, ref: UUID, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The same Message-ID at every try: a mail server that got it twice can tell."""
    headers = {"Message-ID": f"<{ref}@sanggar>"} | ({OFFICE: envelope.office} if envelope.office else {})
    body = envelope.body + "\n"
    letter = EmailMultiAlternatives(envelope.subject, body, to=[envelope.email], headers=headers, connection=connection)
    for each in envelope.files:
        letter.attach(each.name, each.content, each.kind)
    return letter


def _close(connection: BaseEmailBackend) -> None:
    """What the server says to good-bye changes nothing of what it took."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return
