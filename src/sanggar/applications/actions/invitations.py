"""Invitation codes: made, used, revoked. The count of uses is a condition of the UPDATE, so a race can't exceed it.

Whatever is wrong with a code (none such, used up, revoked, of another category) is told in the same words: a guess
learns nothing. Tries are counted by the page, per address; the codes have 58 random bits.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanggar.applications.finding import ALPHABET
from sanggar.applications.models import CODE_PLACE, Application, Call, InvitationCode, InvitationUse
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.chance import fresh_text
from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.sealed import lookup, seal

MOST_AT_ONCE = 500
SIGNS = 12


class InvitationRefused(InputRefused):
    code = "invitation_refused"
    message = _(
        "Kode ini tidak berlaku untuk kategori yang dipilih. Periksa tulisannya, atau tanyakan kepada pengundang."
    )


class InvitationNeeded(InputRefused):
    code = "invitation_needed"
    message = _("Kategori ini memerlukan kode undangan. Isi kodenya, atau pilih kategori lain.")


class CategoryOpenToAll(DomainError):
    code = "category_open_to_all"
    message = _("Kategori ini terbuka untuk semua; kode undangan tidak diperlukan.")


def plain_code(typed: str) -> str:
    """As it is looked up: `7k3f 92qd xm4t` is 7K3F-92QD-XM4T."""
    signs = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))


@transaction.atomic
def make_codes(
    call: Call, category: str, *, count: int, allowed: int, note: str, by: Actor, at: datetime
) -> list[InvitationCode]:
    """So many fresh codes for a category that needs them, each for `allowed` applications."""
    if not call.category_of(category).needs_code:
        raise CategoryOpenToAll(field="category")
    codes = [plain_code(fresh_text(ALPHABET, SIGNS)) for _ in range(min(count, MOST_AT_ONCE))]
    given = {"call": call, "category": category, "allowed": allowed, "note": note, "made_at": at, "made_by": by.label}
    made = InvitationCode.objects.bulk_create(
        InvitationCode(code_sealed=seal(code, CODE_PLACE), code_lookup=lookup(code, CODE_PLACE), **given)
        for code in codes
    )
    details = {"category": category, "count": len(made), "allowed": allowed}
    record("applications.make_codes", call, by=by, at=at, place=call.programme.place, details=details)
    return made


@transaction.atomic
def revoke_code(code: InvitationCode, *, by: Actor, at: datetime) -> None:
    """Let nobody in by it any more; who came in by it stays."""
    if InvitationCode.objects.filter(pk=code.pk, revoked_at=None).update(revoked_at=at):
        details = {"category": code.category, "uses": code.uses}
        record("applications.revoke_code", code, by=by, at=at, place=code.call.programme.place, details=details)


def require_code(call: Call, category: str, typed: str, *, own: Q) -> None:
    """Where the category needs a code: that this one would do now, or that an application (`own`) came in by one
    already. Writes nothing.
    """
    if not call.category_of(category).needs_code:
        return
    mine = InvitationUse.objects.filter(own, code__call=call, code__category=category)
    if not typed and not mine.exists():
        raise InvitationNeeded(field="invitation_code")
    if typed and not mine.exists() and not _open(call, category, typed).exists():
        raise InvitationRefused(field="invitation_code")


def use_code(application: Application, typed: str, *, at: datetime) -> None:
    """Count the use of a code by a new application, or by one that changed into the category."""
    call, category = application.call, application.category
    if not call.category_of(category).needs_code:
        return
    if InvitationUse.objects.filter(application=application, code__category=category).exists():
        return
    if not typed:
        raise InvitationNeeded(field="invitation_code")
    if not _open(call, category, typed).update(uses=F("uses") + 1):
        raise InvitationRefused(field="invitation_code")
    used = InvitationCode.objects.get(code_lookup=lookup(plain_code(typed), CODE_PLACE))
    InvitationUse.objects.create(code=used, application=application, used_at=at)


def _open(call: Call, category: str, typed: str) -> QuerySet[InvitationCode]:
    found = InvitationCode.objects.filter(call=call, category=category, revoked_at=None, uses__lt=F("allowed"))
    return found.filter(code_lookup=lookup(plain_code(typed), CODE_PLACE))
