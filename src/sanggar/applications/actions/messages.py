"""Messages to some of those who applied, chosen by an officer: one batch of the outbox, which somebody releases."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from sanggar.applications.letters import letter_in_force, merged
from sanggar.applications.models import Application, CallLetter
from sanggar.applications.moments import TO_CHOSEN, Moment
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.messaging.outbox import About, write
from sanggar.planning.models import Programme

MOST = 100
LeftOut = dict[int, DomainError]
Words = Mapping[str, Mapping[str, str]]
"""By language, the fields of the moment that the officer filled in."""


class NobodyToTell(DomainError):
    code = "nobody_to_tell"
    message = _("Tidak ada seorang pun yang akan menerima pesan ini.")


class DataGone(DomainError):
    code = "message_data_gone"
    message = _("Data pribadinya sudah dihapus.")


class NikByItself(DomainError):
    code = "message_nik_by_itself"
    message = _("Tidak ada lamaran lain dengan NIK yang sama.")


def left_out(moment: str, chosen: Collection[Application]) -> LeftOut:
    """Who gets no such message, and why; a card is asked for only where several applied with one NIK."""
    gone: LeftOut = {one.pk: DataGone() for one in chosen if one.erased_at}
    if moment != Moment.CARD:
        return gone
    calls, hashes = {one.call_id for one in chosen}, {one.nik_lookup for one in chosen}
    rows = Application.objects.filter(call__in=calls, nik_lookup__in=hashes).values_list("call", "nik_lookup")
    several = set(rows.annotate(rows=Count("pk")).filter(rows__gt=1).values_list("call", "nik_lookup").order_by())
    alone = {one.pk: NikByItself() for one in chosen if (one.call_id, one.nik_lookup) not in several}
    return alone | gone


@transaction.atomic
def lay_messages(
    programme: Programme,
    chosen: Sequence[Application],
    moment: Moment,
    *,
    words: Words,
    batch: str,
    by: Actor,
    at: datetime,
) -> int:
    """Lay the message of a moment for each into the outbox, held until somebody releases `batch`; who has no channel is
    told by somebody of the office. How many. Raises `NobodyToTell`.
    """
    assert moment in TO_CHOSEN
    without = left_out(moment, chosen)
    told = [one for one in chosen if one.pk not in without]
    if not told:
        raise NobodyToTell
    letters: dict[int, CallLetter | None] = {}
    for one in told:
        if one.call_id not in letters:
            letters[one.call_id] = letter_in_force(one.call, moment)
        letter = letters[one.call_id]
        about = About(programme.shelf, f"{batch} {one.pk}", once=True, batch=batch, version=letter and letter.version)
        write(merged(one, moment, words[one.language], letter), about, language=one.language, at=at)
    details = {"moment": moment.value, "batch": batch, "messages": len(told)}
    record("applications.lay_messages", programme, by=by, at=at, place=programme.place, details=details)
    return len(told)
