"""What a device at the door sends, and what it is answered: JSON, each entry under the id that the device gave it."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.training.actions import Merged, SentEntry
from sanggar.training.models import EntryOutcome, Method, Presence

MOST = 500
REFUSED = "refused"


class EntriesUnreadable(InputRefused):
    code = "entries_unreadable"
    message = gettext_lazy("Catatan dari perangkat ini tidak terbaca. Muat ulang halaman, lalu kirim lagi.")


class TakenDownByAnother(DomainError):
    code = "taken_down_by_another"
    message = gettext_lazy("Catatan ini dibuat akun lain di perangkat ini. Masuk dengan akun itu untuk mengirimnya.")


def read_entries(body: bytes, account: int) -> list[SentEntry]:
    """`{"entries": [{"id", "account", "enrolment", "presence", "method", "noted_at"}, …]}`, all of one's own account.

    A page that stayed open while somebody else signed in must not send under their name. Raises `EntriesUnreadable`,
    `TakenDownByAnother`.
    """
    try:
        given = json.loads(body)["entries"]
        if not isinstance(given, list) or len(given) > MOST:
            raise EntriesUnreadable
        if any(each["account"] != str(account) for each in given):
            raise TakenDownByAnother
        return [_entry(each) for each in given]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise EntriesUnreadable from None


def answers(merged: list[Merged]) -> list[dict[str, str]]:
    return [{"id": str(each.id), "outcome": each.outcome or REFUSED, "told": _told(each)} for each in merged]


def _entry(given: Any) -> SentEntry:
    method = Method(given["method"])
    if method not in (Method.HAND, Method.QR) or type(given["enrolment"]) is not int:
        raise EntriesUnreadable
    return SentEntry(
        UUID(given["id"]), given["enrolment"], Presence(given["presence"]), method, _moment(given["noted_at"])
    )


def _moment(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment is None or moment.utcoffset() is None:
        raise EntriesUnreadable
    return moment


def _told(merged: Merged) -> str:
    if merged.outcome == EntryOutcome.CONFLICT and merged.stands:
        told = _("Sudah tercatat “%(presence)s” oleh %(by)s. Catatan ini disimpan agar petugas memeriksanya.")
        return told % {"presence": merged.stands.get_presence_display(), "by": merged.stands.recorded_by}
    if merged.outcome == EntryOutcome.STRAY:
        return _("%(refusal)s Catatan ini disimpan agar petugas memeriksanya.") % {"refusal": merged.refusal}
    return merged.refusal
