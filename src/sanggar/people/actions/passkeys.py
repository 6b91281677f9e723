"""Writes: the passkeys of an account. What proves a passkey is checked before (`pages.passkeys`, with allauth)."""

from datetime import datetime
from typing import Any

from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.people.letters import send_passkey_news
from sanggar.people.models import Account
from sanggar.people.queries import passkey_with_credential, passkeys_of

MOST = 10
"""Passkeys of one account: a few devices each for years, and no store for whatever somebody sends."""


class TooManyPasskeys(DomainError):
    code = "too_many_passkeys"
    message = _("Akun ini sudah punya %(most)s kunci sandi. Hapus dahulu yang tidak dipakai lagi.")


@transaction.atomic
def add_passkey(account: Account, *, name: str, credential: dict[str, Any], by: Actor, at: datetime) -> Authenticator:
    """Keep a passkey; once, however often the same one is sent."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if known := passkey_with_credential(account, credential):
        return known
    if passkeys_of(account).count() >= MOST:
        raise TooManyPasskeys(most=MOST)
    data = {"name": name, "credential": credential}
    passkey = Authenticator(user=account, type=Authenticator.Type.WEBAUTHN, data=data, created_at=at)
    passkey.save()
    _write_down("people.add_passkey", passkey, by=by, at=at, name=name)
    send_passkey_news.enqueue(account.pk, is_new=True)
    return passkey


@transaction.atomic
def rename_passkey(passkey: Authenticator, *, name: str, by: Actor, at: datetime) -> None:
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])
    _write_down("people.rename_passkey", passkey, by=by, at=at, name=name)


@transaction.atomic
def remove_passkey(passkey: Authenticator, *, by: Actor, at: datetime) -> None:
    """Forget a passkey; once, by whoever comes first."""
    if not passkeys_of(passkey.user).filter(pk=passkey.pk).select_for_update().exists():
        return
    _write_down("people.remove_passkey", passkey, by=by, at=at)
    passkey.delete()
    delete_dangling_recovery_codes(passkey.user)
    send_passkey_news.enqueue(passkey.user_id, is_new=False)


@transaction.atomic
def note_passkey_used(passkey: Authenticator, *, by: Actor, at: datetime) -> None:
    """Write down that somebody signed in with it, or proved by it who they are."""
    _write_down("people.use_passkey", passkey, by=by, at=at)


def _write_down(verb: str, passkey: Authenticator, *, by: Actor, at: datetime, **personal: str) -> None:
    """In nobody's books: an account may belong to several offices, and a passkey to none."""
    label = f"akun {passkey.user_id}"
    details = {"passkey": passkey.pk}
    record(verb, passkey.user, by=by, at=at, place=None, label=label, details=details, personal=personal or None)
