"""A way in for who has no address and holds more than a participant's part: the secret link and a code that comes to
the phone on record, by WhatsApp or SMS where this installation has such a channel, else told by hand. Neither is enough
by itself: the link lies in many hands' histories, and the code passes through the channel's or the office's.

The code is derived from the letter that tells it and stored nowhere else. It dies with the next sign-in, with a newer
one, and after `VALID`.
"""

import hmac
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import by_hand
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.links import link_number
from sanggar.foundation.mail import letter_text
from sanggar.foundation.messaging.envelope import Envelope
from sanggar.foundation.messaging.outbox import About, write
from sanggar.foundation.models import Message
from sanggar.journeys.accounts import SignInWanted, open_participant_account
from sanggar.people.models import OFFICE_ROLES, Account
from sanggar.planning.rules import holds_anywhere
from sanggar.training.models import Enrolment

VALID = timedelta(days=3)
DIGITS = 8


class CodeAsked(DomainError):
    code = "code_asked"
    message = _("Kode sudah diminta. Penyelenggara akan menyampaikannya kepada Anda.")


class WrongCode(DomainError):
    code = "wrong_code"
    message = _("Kode ini tidak cocok atau sudah tidak berlaku. Periksa lagi, atau minta kode baru.")


def wants_code(account: Account) -> bool:
    """Whether this is the account's way in: no address, and no right at any desk, whose holders have an address."""
    return account.is_active and not account.email and not holds_anywhere(account, *OFFICE_ROLES)


@transaction.atomic
def ask_code(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    """Send a code to the phone within a minute; where no channel leads there, lay it on the office's shelf of letters
    to tell. Raises `CodeAsked` while one waits there.
    """
    account = _account(enrolment, by=by, at=at)
    programme = enrolment.stage.programme
    if by_hand.waiting(programme.shelf, at).filter(key=_key(account)).exists():
        raise CodeAsked
    until = at + VALID
    letter = _letter(enrolment, _spaced(_code(account, until)), until, account.language)
    write(letter, About(programme.shelf, _key(account), until), language=account.language, at=at)
    record("journeys.ask_code", enrolment, by=by, at=at, place=programme.place)


@transaction.atomic
def account_by_code(enrolment: Enrolment, *, code: str, by: Actor, at: datetime) -> Account:
    """The account that whoever holds the secret link and was told the code may enter. Raises `WrongCode`."""
    account = _account(enrolment, by=by, at=at)
    programme = enrolment.stage.programme
    letters = Message.objects.filter(shelf=programme.shelf, key=_key(account), until__gt=at)
    newest = letters.order_by("-written_at", "-pk").first()
    until = newest.until if newest else None
    is_used = bool(until and account.last_login and account.last_login >= until - VALID)
    typed = "".join(filter(str.isdecimal, code)).encode()
    if until is None or is_used or not hmac.compare_digest(typed, _code(account, until).encode()):
        raise WrongCode(field="code")
    record("journeys.enter_by_code", enrolment, by=by, at=at, place=programme.place)
    return account


def _letter(enrolment: Enrolment, code: str, until: datetime, language: str) -> Envelope:
    """A short message tells the code itself, for it is of no use without the link."""
    programme, person = enrolment.stage.programme, enrolment.person
    context = {"name": person.name, "code": code, "until": until, "programme": programme}
    subject, _nothing, body = letter_text("people/letters/code_by_hand", context, language).partition("\n")
    headline = subject.strip()
    return Envelope(
        name=person.name,
        phone=person.phone,
        subject=headline,
        body=body.strip(),
        office=str(programme.organisation_id),
        short=f"{headline}: {code}",
        code=code,
    )


def _account(enrolment: Enrolment, *, by: Actor, at: datetime) -> Account:
    account = open_participant_account(enrolment, by=by, at=at)
    if not wants_code(account):
        raise SignInWanted
    return account


def _key(account: Account) -> str:
    return f"sign-in {account.pk}"


def _code(account: Account, until: datetime) -> str:
    number = link_number("sign-in code", f"{account.pk} {until.timestamp():.6f}", 1)
    return str(number % 10**DIGITS).zfill(DIGITS)


def _spaced(code: str) -> str:
    return f"{code[: DIGITS // 2]} {code[DIGITS // 2 :]}"
