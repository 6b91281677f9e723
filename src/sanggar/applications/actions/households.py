"""What follows for a call from its published procedure: how its seats go, whether it asks for the
family card, and whether the need for support counts.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions.texts import notice_of, write_text
from sanggar.applications.models import NOTICE, Call, ConsentText
from sanggar.applications.wording import FAMILY_CARD, NEEDS_COUNT, SEEN_BY
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError


class NeedsToldForSupport(DomainError):
    code = "needs_told_for_support"
    message = _(
        "Sudah ada yang mendaftar. Mereka mengisi kebutuhan disabilitasnya hanya untuk bantuan, jadi jawaban itu tidak "
        "boleh dipakai dalam seleksi (UU 27/2022). Kuota ini hanya dapat diumumkan sebelum lamaran pertama masuk."
    )


@transaction.atomic
def tell_how_seats_go(
    call: Call, seats_go: str, *, settled_by: datetime | None = None, by: Actor, at: datetime
) -> None:
    """What every page and letter of the call says of it from now on, and by when its list must stand for that."""
    told = {"seats_go": seats_go, "settled_by": settled_by}
    if not Call.objects.filter(pk=call.pk).exclude(**told).update(**told):
        return
    call.seats_go, call.settled_by = seats_go, settled_by
    place, details = call.programme.place, {"seats_go": seats_go, "settled_by": settled_by and settled_by.isoformat()}
    record("applications.tell_how_seats_go", call, by=by, at=at, place=place, details=details)


@transaction.atomic
def ask_family_card(call: Call, *, asked: bool, by: Actor, at: datetime) -> None:
    """Ask for it from now on, or no longer. What it is for is added to the privacy notice, as a new version."""
    if not Call.objects.filter(pk=call.pk).exclude(asks_family_card=asked).update(asks_family_card=asked):
        return
    call.asks_family_card = asked
    place, details = call.programme.place, {"asked": asked}
    record("applications.ask_family_card", call, by=by, at=at, place=place, details=details)
    notice = notice_of(call)
    if asked and notice and FAMILY_CARD[0] not in notice.text:
        texts = zip((notice.text, notice.text_en), FAMILY_CARD, strict=True)
        text, text_en = (f"{old}\n\n{new}" for old, new in texts)
        _rewrite(notice, text, text_en, by, at)


@transaction.atomic
def count_needs(call: Call, *, counted: bool, by: Actor, at: datetime) -> None:
    """Say on form and notice that the answer about disability counts in the selection, or that it does no longer. What
    people told for their support alone is never counted afterwards (UU 27/2022: the purpose is told beforehand).
    """
    if counted and not call.needs_count and call.applications.exists():
        raise NeedsToldForSupport
    if not Call.objects.filter(pk=call.pk).exclude(needs_count=counted).update(needs_count=counted):
        return
    call.needs_count = counted
    place, details = call.programme.place, {"counted": counted}
    record("applications.count_needs", call, by=by, at=at, place=place, details=details)
    notice = notice_of(call)
    if notice:
        texts = zip((notice.text, notice.text_en), SEEN_BY, NEEDS_COUNT, strict=True)
        text, text_en = (_counting(*told) if counted else _not_counting(*told) for told in texts)
        _rewrite(notice, text, text_en, by, at)


def _counting(text: str, seen_by: tuple[str, str], told: str) -> str:
    return f"{text.replace(*seen_by)}\n\n{told}"


def _not_counting(text: str, seen_by: tuple[str, str], told: str) -> str:
    plain = text.replace("\r\n", "\n")  # as a form sends it, and texts of before were kept
    return plain.replace(f"\n\n{told}", "").replace(seen_by[1], seen_by[0])


def without_procedure(text: str, language: int) -> str:
    """A notice as it reads before a procedure is published: for a call made after another has its own later."""
    plain = _not_counting(text, SEEN_BY[language], NEEDS_COUNT[language])
    return plain.replace(f"\n\n{FAMILY_CARD[language]}", "")


def _rewrite(notice: ConsentText, text: str, text_en: str, by: Actor, at: datetime) -> None:
    """As a new version of it, unless it says so already."""
    if (text, text_en) != (notice.text, notice.text_en):
        write_text(notice.call, key=NOTICE, text=text, text_en=text_en, by=by, at=at)
