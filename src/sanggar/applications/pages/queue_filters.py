"""By what the queue is narrowed; each choice stands in the address."""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sanggar.applications import screening_queries as screening
from sanggar.applications.models import Application, ApplicationState, Call, Way
from sanggar.applications.signals import SIGNALS, Shared, sharing
from sanggar.foundation import clock
from sanggar.foundation.models import Region, RegionLevel
from sanggar.foundation.national_id import NikFlag
from sanggar.foundation.ui.listing import Filter
from sanggar.people.models import Account
from sanggar.planning.models import Programme

UNFLAGGED, FLAGGED = "none", "any"
Rows = QuerySet[Application]
Narrow = Callable[[Rows, str], Rows]


def queue_filters(
    programme: Programme, calls: list[Call], shared: Callable[[], Shared], account: Account
) -> list[Filter]:
    region = programme.organisation.region_id
    districts = Region.objects.filter(level=RegionLevel.DISTRICT, code__startswith=f"{region}.").order_by("code")
    flags: list[tuple[str, str | Promise]] = [
        (UNFLAGGED, _("Tanpa catatan")),
        (FLAGGED, _("Ada catatan")),
        *NikFlag.choices,
    ]
    signals: list[tuple[str, str | Promise]] = [(FLAGGED, _("Ada kesamaan"))]
    signals += [(kind, label) for kind, (_field, label) in SIGNALS.items()]
    return [
        Filter("call", _("Pendaftaran"), [(call.slug, call.title) for call in calls], _by("call__slug")),
        Filter("state", _("Keadaan"), ApplicationState.choices, _by("state")),
        Filter("track", _("Jalur"), [(t.code, t.name) for t in programme.tracks.all()], _by("track__code")),
        Filter("category", _("Kategori"), list(category_choices(calls)), _by("category")),
        Filter("district", _("Kecamatan"), [(d.code, d.name) for d in districts], _by("village__parent")),
        Filter("flags", _("Catatan NIK"), flags, _by_flags),
        Filter("signal", _("Sama dengan lamaran lain"), signals, _by_signal(shared)),
        Filter("waits", _("Menunggu"), _waits_choices(), _by_waiting(programme, account)),
        Filter("way", _("Dimasukkan"), Way.choices, _by("office_entry__way")),
    ]


def category_choices(calls: Iterable[Call]) -> Iterator[tuple[str, str]]:
    """Those of every call, each once."""
    yield from {each.key: each.shown for call in reversed(list(calls)) for each in call.category_list}.items()


def _waits_choices() -> list[tuple[str, str]]:
    return [
        ("mine", _("Pendapat saya")),
        ("opinion", _("Pendapat kedua")),
        ("due", _("Perbaikan, tenggat dekat")),
        ("lapsed", _("Tenggat perbaikan lewat")),
        ("guardian", _("Persetujuan wali")),
    ]


def _by(field: str) -> Narrow:
    return lambda rows, value: rows.filter(**{field: value})


def _by_flags(rows: Rows, value: str) -> Rows:
    if value in (UNFLAGGED, FLAGGED):
        return rows.filter(flags="") if value == UNFLAGGED else rows.exclude(flags="")
    return rows.filter(flags__contains=value)


def _by_signal(shared: Callable[[], Shared]) -> Narrow:
    return lambda rows, value: sharing(rows, shared(), "" if value == FLAGGED else value)


def _by_waiting(programme: Programme, account: Account) -> Narrow:
    def narrow(rows: Rows, value: str) -> Rows:
        if value == "lapsed":
            return screening.lapsed(rows)
        if value == "guardian":
            return screening.lacking_guardian(rows)
        if value == "due":
            return screening.due_soon(rows, clock.now())
        asked = screening.opinions_awaited(programme, account if value == "mine" else None)
        return rows.filter(pk__in=asked.values("application"))

    return narrow
