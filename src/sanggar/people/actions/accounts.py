"""Writes: accounts."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, Place, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.unique import unless_taken
from sanggar.people.letters import send_welcome
from sanggar.people.models import Account
from sanggar.people.queries import is_address_taken


class EmailTaken(DomainError):
    code = "email_taken"
    message = _("Sudah ada akun dengan email ini. Beri hak kepada akun itu saja.")


@transaction.atomic
def open_account(
    *, email: str | None, name: str, by: Actor, at: datetime, password: str | None = None, place: Place | None = None
) -> Account:
    """Make an account; without a password its owner gets a letter that says how to sign in."""
    if email and is_address_taken(email):
        raise EmailTaken(field="email")
    with unless_taken(EmailTaken(field="email")):
        account = Account.objects.create_user(email, password, name=name)
    personal = {"email": account.email or "", "name": name}
    record("people.open_account", account, by=by, at=at, place=place, label=f"akun {account.pk}", personal=personal)
    if password is None:
        send_welcome.enqueue(account.pk)
    return account
