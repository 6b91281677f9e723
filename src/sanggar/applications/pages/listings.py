"""Desk lists of this room, on the page and as files. A NIK is in none of them."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

from django.db.models import Case, Count, Q, Value, When
from django.db.models.functions import Concat, Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.applications import queries
from sanggar.applications.models import NOT_LIVE, Application, ApplicationState, Call, Question, QuestionKind
from sanggar.applications.models.asked import asked_of
from sanggar.applications.pages.desk_presenters import STATE_TONES, call_state
from sanggar.applications.pages.queue_filters import queue_filters
from sanggar.applications.participants import stages_by_nik
from sanggar.applications.questions import OWN_TITLE
from sanggar.applications.signals import SIGNALS, Shared, others_sharing, shared_values, signals_of
from sanggar.foundation import clock
from sanggar.foundation.phones import format_phone
from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Programme

Seated = Callable[[], Mapping[str, str]]
SharedOnce = Callable[[], Shared]
"""Read once, for the first row that is shown; never where only the order of a list is asked."""
WAITING = (ApplicationState.SUBMITTED, ApplicationState.CONTESTED, ApplicationState.CORRECTION)


def calls_listing(request: HttpRequest, programme: Programme) -> Listing:
    place = (programme.organisation.slug, programme.slug)
    at = clock.now()

    def title(call: Call) -> Cell:
        return Cell(call.title, reverse("applications:call", args=(*place, call.slug)), note=call.stage.name)

    def state(call: Call) -> Cell:
        return Cell(*call_state(call, at))

    return Listing(
        request,
        queries.calls_of(programme)
        .annotate(
            received=Count("applications"),
            applicants=Count("applications", filter=~Q(applications__state__in=NOT_LIVE)),
        )
        .order_by("-opens_at", "pk"),
        (
            Column("title", _("Pendaftaran"), lambda call: call.title, title, sort="title"),
            Column("state", _("Keadaan"), lambda call: call_state(call, at)[0], state),
            Column("opens", _("Waktu buka"), lambda call: call.opens_at, sort="opens_at"),
            Column("closes", _("Waktu tutup"), lambda call: call.ends_at, sort="closes_at"),
            Column("applicants", _("Pendaftar"), lambda call: call.applicants, sort="applicants", kind="number"),
            Column("received", _("Lamaran masuk"), lambda call: call.received, sort="received", kind="number"),
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


def queue_listing(request: DeskRequest, programme: Programme) -> Listing:
    """Applications of every call: what waits for the office first, and of that what has waited longest."""
    place = (programme.organisation.slug, programme.slug)
    calls = list(queries.calls_of(programme))
    shared = cache(partial(shared_values, calls))
    waiting = [When(state=state, then=Value(place)) for place, state in enumerate(WAITING)]
    rows = queries.applications_of(programme).annotate(
        phone_typed=Concat(Value("0"), Substr("phone", 4)), turn=Case(*waiting, default=Value(len(WAITING)))
    )
    return Listing(
        request,
        rows.order_by("turn", "submitted_at", "pk"),
        _columns(place, cache(partial(stages_by_nik, programme)), shared, walk_query(request)),
        name="lamaran",
        caption=_("Lamaran"),
        search=("name", "receipt", "phone", "phone_typed"),
        filters=queue_filters(programme, calls, shared, request.user),
        empty=Empty(
            _("Belum ada lamaran"),
            _("Lamaran muncul di sini begitu pendaftaran dibuka dan orang mulai mengirim."),
            reverse("applications:calls", args=place),
            _("Lihat pendaftaran"),
        ),
    )


def offered_again(posted: Iterable[Application], listed: Iterable[Application]) -> list[Application]:
    """What a form on some of the queue offers once more: the queue as it is now, with what was posted as it was posted,
    and after it what was posted and has left the queue since.
    """
    given = {one.pk: one for one in posted}
    rows = [given.pop(one.pk, one) for one in listed]
    return rows + list(given.values())


def sharing_listing(request: DeskRequest, application: Application, kind: str) -> Listing:
    """Those who gave the same telephone, e-mail, channel or family card."""
    programme = application.programme
    place = (programme.organisation.slug, programme.slug)
    rows = others_sharing(application, kind).select_related(queries.WITH_CALL, "village__parent", "track")
    shared = cache(partial(shared_values, [application.call]))
    return Listing(
        request,
        rows.order_by("submitted_at", "pk"),
        _columns(place, cache(partial(stages_by_nik, programme)), shared, ""),
        name="lamaran-sama",
        caption=str(SIGNALS[kind][1]),
    )


def walk_query(request: HttpRequest) -> str:
    """What an application's link carries along, so that its page knows the queue it was opened from."""
    kept = request.GET.copy()
    for name in ("page", "format"):
        kept.pop(name, None)
    return kept.urlencode() or "sort="


def _columns(place: tuple[str, str], seated: Seated, shared: SharedOnce, walked: str) -> tuple[Column, ...]:
    def name(row: Application) -> Cell:
        address = reverse("applications:application", args=(*place, row.receipt))
        return Cell(row.name, f"{address}?{walked}" if walked else address, note=row.receipt)

    def alike(row: Application) -> str:
        return "; ".join(signal.words for signal in signals_of(row, shared()))

    def flags(row: Application) -> str:
        return "; ".join(str(flag.label) for flag in row.flag_list)

    def seat(row: Application) -> str:
        stage = "" if row.is_frozen else seated().get(row.nik_lookup, "")
        return _("sudah peserta %(stage)s") % {"stage": stage} if stage else ""

    def state(row: Application) -> Cell:
        note = "; ".join(filter(None, (seat(row), flags(row), alike(row))))
        return Cell(row.get_state_display(), tone=STATE_TONES[ApplicationState(row.state)], note=note)

    return (
        Column("name", _("Nama"), lambda row: row.name, name, sort="name"),
        Column("receipt", _("Nomor"), lambda row: row.receipt, on_page=False),
        Column("call", _("Pendaftaran"), lambda row: row.call.title, on_page=False),
        Column("state", _("Keadaan"), lambda row: str(row.get_state_display()), state, sort="state"),
        Column("track", _("Jalur"), lambda row: row.track.name, sort="track__name"),
        Column("category", _("Kategori"), lambda row: row.category_name, sort="category"),
        Column("sex", _("Jenis kelamin"), lambda row: str(row.get_sex_display()), on_page=False),
        Column("birth_date", _("Tanggal lahir"), lambda row: row.birth_date, on_page=False),
        Column("village", _("Kelurahan"), lambda row: row.village.name, on_page=False),
        Column("district", _("Kecamatan"), lambda row: row.district.name, sort="village__parent__name"),
        Column("phone", _("Ponsel"), lambda row: format_phone(row.phone), on_page=False),
        Column("email", _("Alamat email"), lambda row: row.email, on_page=False),
        Column("flags", _("Catatan NIK"), flags, on_page=False),
        Column("alike", _("Sama dengan lamaran lain"), alike, on_page=False),
        Column("seat", _("Kepesertaan"), seat, on_page=False),
        Column("own", str(OWN_TITLE), _own_answers(), on_page=False),
        Column("submitted", _("Dikirim"), lambda row: row.submitted_at, sort="submitted_at"),
    )


def _own_answers() -> Callable[[Application], str]:
    """Question by question in one cell, for calls ask different ones; the questions of a call are read once. Files and
    specific data stand nowhere but on the page of the application.
    """
    questions: dict[int, Question] = {}

    def told(row: Application) -> str:
        given = row.own_answers
        if not given.keys() <= questions.keys():
            questions.update({each.pk: each for each in Question.objects.filter(call=row.call_id)})
        asked = asked_of((each for pk, each in questions.items() if pk in given), given, row)
        shown = [each for each in asked if not _stays_there(each)]
        return "; ".join(f"{each.shown} {each.worded(given[each.pk]) or '–'}" for each in shown)

    return told


def _stays_there(question: Question) -> bool:
    return question.kind == QuestionKind.FILE or question.is_specific
