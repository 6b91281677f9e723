"""Desk lists of this room, on the page and as files. A NIK is in none of them."""

from collections.abc import Callable, Mapping

from django.db.models import Case, Count, QuerySet, Value, When
from django.db.models.functions import Concat, Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sanggar.applications import queries
from sanggar.applications.models import Application, ApplicationState, Call, Category
from sanggar.applications.pages.desk_presenters import STATE_TONES, call_state
from sanggar.applications.participants import stages_by_nik
from sanggar.foundation import clock
from sanggar.foundation.models import Region, RegionLevel
from sanggar.foundation.national_id import NikFlag
from sanggar.foundation.phones import format_phone
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.planning.models import Programme

WAITING = (ApplicationState.SUBMITTED, ApplicationState.CONTESTED, ApplicationState.CORRECTION)
UNFLAGGED, FLAGGED = "none", "any"
Rows = QuerySet[Application]
Narrow = Callable[[Rows, str], Rows]


def calls_listing(request: HttpRequest, programme: Programme) -> Listing:
    place = (programme.organisation.slug, programme.slug)
    at = clock.now()

    def title(call: Call) -> Cell:
        return Cell(call.title, reverse("applications:call", args=(*place, call.slug)), note=call.stage.name)

    def state(call: Call) -> Cell:
        return Cell(*call_state(call, at))

    return Listing(
        request,
        queries.calls_of(programme).annotate(received=Count("applications")).order_by("-opens_at", "pk"),
        (
            Column("title", _("Pendaftaran"), lambda call: call.title, title, sort="title"),
            Column("state", _("Keadaan"), lambda call: call_state(call, at)[0], state),
            Column("opens", _("Waktu buka"), lambda call: call.opens_at, sort="opens_at"),
            Column("closes", _("Waktu tutup"), lambda call: call.ends_at, sort="closes_at"),
            Column("received", _("Lamaran"), lambda call: call.received, sort="received", kind="number"),
        ),
        name="pendaftaran",
        caption=_("Pendaftaran program ini"),
        empty=Empty(
            _("Belum ada pendaftaran"),
            _("Buat pendaftaran untuk sebuah tahap: kapan dibuka, untuk jalur dan kursi mana."),
            reverse("applications:add_call", args=place),
            _("Buat pendaftaran"),
        ),
    )


def queue_listing(request: HttpRequest, programme: Programme) -> Listing:
    """Applications of every call: what waits for the office first, and of that what has waited longest."""
    place = (programme.organisation.slug, programme.slug)
    calls = list(queries.calls_of(programme))
    waiting = [When(state=state, then=Value(place)) for place, state in enumerate(WAITING)]
    rows = queries.applications_of(programme).annotate(
        phone_typed=Concat(Value("0"), Substr("phone", 4)), turn=Case(*waiting, default=Value(len(WAITING)))
    )
    return Listing(
        request,
        rows.order_by("turn", "submitted_at", "pk"),
        _columns(place, stages_by_nik(programme)),
        name="lamaran",
        caption=_("Lamaran"),
        search=("name", "receipt", "phone", "phone_typed"),
        filters=_filters(programme, calls),
        empty=Empty(
            _("Belum ada lamaran"),
            _("Lamaran muncul di sini begitu pendaftaran dibuka dan orang mulai mengirim."),
            reverse("applications:calls", args=place),
            _("Lihat pendaftaran"),
        ),
    )


def _columns(place: tuple[str, str], seated: Mapping[str, str]) -> tuple[Column, ...]:
    def name(row: Application) -> Cell:
        return Cell(row.name, reverse("applications:application", args=(*place, row.receipt)), note=row.receipt)

    def flags(row: Application) -> str:
        return "; ".join(str(flag.label) for flag in row.flag_list)

    def seat(row: Application) -> str:
        stage = "" if row.is_frozen else seated.get(row.nik_lookup, "")
        return _("sudah peserta %(stage)s") % {"stage": stage} if stage else ""

    def state(row: Application) -> Cell:
        note = "; ".join(filter(None, (seat(row), flags(row))))
        return Cell(row.get_state_display(), tone=STATE_TONES[ApplicationState(row.state)], note=note)

    return (
        Column("name", _("Nama"), lambda row: row.name, name, sort="name"),
        Column("receipt", _("Nomor"), lambda row: row.receipt, on_page=False),
        Column("call", _("Pendaftaran"), lambda row: row.call.title, on_page=False),
        Column("state", _("Keadaan"), lambda row: str(row.get_state_display()), state, sort="state"),
        Column("track", _("Jalur"), lambda row: row.track.name, sort="track__name"),
        Column("category", _("Kategori"), lambda row: str(row.get_category_display()), sort="category"),
        Column("sex", _("Jenis kelamin"), lambda row: str(row.get_sex_display()), on_page=False),
        Column("birth_date", _("Tanggal lahir"), lambda row: row.birth_date, on_page=False),
        Column("village", _("Kelurahan"), lambda row: row.village.name, on_page=False),
        Column("district", _("Kecamatan"), lambda row: row.district.name, sort="village__parent__name"),
        Column("phone", _("Ponsel"), lambda row: format_phone(row.phone), on_page=False),
        Column("email", _("Alamat email"), lambda row: row.email, on_page=False),
        Column("flags", _("Catatan NIK"), flags, on_page=False),
        Column("seat", _("Kepesertaan"), seat, on_page=False),
        Column("submitted", _("Dikirim"), lambda row: row.submitted_at, sort="submitted_at"),
    )


def _filters(programme: Programme, calls: list[Call]) -> list[Filter]:
    region = programme.organisation.region_id
    districts = Region.objects.filter(level=RegionLevel.DISTRICT, code__startswith=f"{region}.").order_by("code")
    flags: list[tuple[str, str | Promise]] = [
        (UNFLAGGED, _("Tanpa catatan")),
        (FLAGGED, _("Ada catatan")),
        *NikFlag.choices,
    ]
    return [
        Filter("call", _("Pendaftaran"), [(call.slug, call.title) for call in calls], _by("call__slug")),
        Filter("state", _("Keadaan"), ApplicationState.choices, _by("state")),
        Filter("track", _("Jalur"), [(t.code, t.name) for t in programme.tracks.all()], _by("track__code")),
        Filter("category", _("Kategori"), Category.choices, _by("category")),
        Filter("district", _("Kecamatan"), [(d.code, d.name) for d in districts], _by("village__parent")),
        Filter("flags", _("Catatan NIK"), flags, _by_flags),
    ]


def _by(field: str) -> Narrow:
    return lambda rows, value: rows.filter(**{field: value})


def _by_flags(rows: Rows, value: str) -> Rows:
    if value in (UNFLAGGED, FLAGGED):
        return rows.filter(flags="") if value == UNFLAGGED else rows.exclude(flags="")
    return rows.filter(flags__contains=value)
