"""Messages to some of those who applied, chosen by an officer: one batch of the outbox, which somebody releases."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications.letters import GONE, letter_in_force, merged
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


def receivers(moment: str, chosen: Sequence[Application]) -> tuple[list[Application], LeftOut]:
    """Who gets such a message, and of the chosen who does not, and why. The card is asked for of everybody who lives in
    a call with a NIK of the chosen, for nobody knows yet whose it is; where it stands alone, of nobody.
    """
    told = _sharing_a_nik(chosen) if moment == Moment.CARD else [one for one in chosen if not one.erased_at]
    reached = {one.pk for one in told}
    return told, {one.pk: DataGone() if one.erased_at else NikByItself() for one in chosen if one.pk not in reached}


def _sharing_a_nik(chosen: Sequence[Application]) -> list[Application]:
    kept = [one for one in chosen if not one.erased_at]
    calls, hashes = {one.call_id for one in kept}, {one.nik_lookup for one in kept}
    same = Application.objects.filter(call__in=calls, nik_lookup__in=hashes, erased_at=None).exclude(state__in=GONE)
    rows = list(same.select_related("call__stage__programme__organisation").order_by("pk"))
    several = Counter((one.call_id, one.nik_lookup) for one in rows)
    wanted = {(one.call_id, one.nik_lookup) for one in kept}
    return [one for one in rows if (key := (one.call_id, one.nik_lookup)) in wanted and several[key] > 1]


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
    told, _left_out = receivers(moment, chosen)
    if not told:
        raise NobodyToTell
    letters: dict[int, CallLetter | None] = {}
    for one in told:
        if one.call_id not in letters:
            letters[one.call_id] = letter_in_force(one.call, moment)
        letter = letters[one.call_id]
        about = About(
            programme.shelf, f"{batch} {one.pk}", once=True, batch=batch, version=letter.version if letter else None
        )
        write(merged(one, moment, words[one.language], letter), about, language=one.language, at=at)
    details = {"moment": moment.value, "batch": batch, "messages": len(told)}
    record("applications.lay_messages", programme, by=by, at=at, place=programme.place, details=details)
    return len(told)
