"""The lists of mentoring: pairs, mentors, participants without a mentor."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing, picked_filter
from sanggar.mentoring.models import Mentor, Mentorship, MentorshipState, Outcome
from sanggar.mentoring.pages.presenters import state_words
from sanggar.mentoring.queries import (
    conflicts_to_read,
    left_alone,
    mentors_of,
    only_overdue,
    pairs_of,
    rhythm_of,
    unassigned_enrolments,
    unclosed_pairs,
)
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

OVERDUE, UNCLOSED, ALONE = "terlambat", "belum-ditutup", "pendamping-pergi"
PARTICIPANT = pgettext_lazy("satu orang", "Peserta")


def pairs_listing(request: HttpRequest, programme: Programme, at: datetime) -> Listing:
    def state(pair: Mentorship) -> Cell:
        text, tone = state_words(pair, rhythm_of(pair, at))
        return Cell(text, tone=tone)

    columns = [
        Column(
            "peserta",
            PARTICIPANT,
            lambda p: p.enrolment.person.name,
            _pair_cell,
            sort="enrolment__person__name",
        ),
        Column("nomor", _("Nomor pendaftaran"), lambda p: p.enrolment.application.receipt, on_page=False),
        Column("jalur", _("Jalur"), lambda p: p.enrolment.track.name, sort="enrolment__track__name"),
        Column("pendamping", _("Pendamping"), lambda p: p.mentor.account.name, sort="mentor__account__name"),
        Column("terakhir", _("Kontak terakhir"), lambda p: rhythm_of(p, at).last_on, _last_cell(at), sort="last_on"),
        Column("batas", _("Kontak berikutnya"), lambda p: _next_on(p, at)),
        Column("keadaan", _("Keadaan"), lambda p: state_words(p, rhythm_of(p, at))[0], state),
    ]
    return Listing(
        request,
        pairs_of(programme),
        columns,
        name="pendampingan",
        caption=_("Pasangan pendamping dan peserta; yang paling lama tanpa kabar di atas"),
        search=("enrolment__person__name", "enrolment__application__receipt", "mentor__account__name"),
        filters=_pair_filters(request, programme, at),
        empty=Empty(
            _("Belum ada pendampingan"),
            _("Tambahkan pendamping dengan kapasitasnya, lalu bagikan peserta."),
            _address("mentors", programme),
            _("Atur pendamping"),
        ),
    )


def _next_on(pair: Mentorship, at: datetime) -> date | None:
    rhythm = rhythm_of(pair, at)
    return rhythm.next_on if pair.is_active and not rhythm.is_over else None


def _pair_cell(pair: Mentorship) -> Cell:
    """The participant, with what tells two of one name apart."""
    enrolment, link = pair.enrolment, _address("pair", pair.mentor.programme, pair.pk)
    return Cell(enrolment.person.name, link=link, note=f"{enrolment.cohort.name} · {enrolment.application.receipt}")


def mentors_listing(request: HttpRequest, programme: Programme, reader: Account, *, arranges: bool) -> Listing:
    def name(mentor: Mentor) -> Cell:
        link = _address("change_mentor", programme, mentor.pk) if arranges else ""
        return Cell(mentor.account.name, link=link, note=mentor.account.email or "")

    unread = set(conflicts_to_read(programme, reader).values_list("pk", flat=True)) if arranges else set()

    def state(mentor: Mentor) -> Cell:
        if mentor.pk in unread:
            return Cell(_state_of(mentor), tone="warn", note=_("menulis benturan kepentingan, belum diperiksa"))
        waits = not mentor.active or not mentor.has_agreed
        return Cell(_state_of(mentor), tone="idle" if waits else "good" if mentor.free else "warn")

    columns = [
        Column("nama", _("Nama"), lambda m: m.account.name, name, sort="account__name"),
        Column("email", _("Email"), lambda m: m.account.email, on_page=False),
        Column("jalur", _("Jalur"), _track_names),
        Column("mendampingi", _("Mendampingi"), lambda m: m.assigned, kind="number", sort="assigned"),
        Column("kapasitas", _("Kapasitas"), lambda m: m.capacity, kind="number", sort="capacity"),
        Column("keadaan", _("Keadaan"), _state_of, state),
    ]
    return Listing(
        request,
        mentors_of(programme),
        columns,
        name="pendamping",
        caption=_("Pendamping program ini"),
        search=("account__name", "account__email"),
        filters=[_to_read(programme, reader)] if arranges else (),
        empty=Empty(
            _("Belum ada pendamping"),
            _("Tambahkan orang yang akan mendampingi peserta, dengan kapasitas dan jalurnya."),
            _address("add_mentor", programme) if arranges else "",
            _("Tambah pendamping"),
        ),
    )


def _to_read(programme: Programme, reader: Account) -> Filter:
    def by(rows: QuerySet[Mentor], _state: str) -> QuerySet[Mentor]:
        return rows.filter(pk__in=conflicts_to_read(programme, reader).order_by().values("pk"))

    return Filter("benturan", _("Benturan kepentingan"), [("baru", _("Belum diperiksa"))], by)


def unassigned_listing(request: HttpRequest, programme: Programme, *, arranges: bool) -> Listing:
    def person(enrolment: Enrolment) -> Cell:
        return Cell(enrolment.person.name, note=enrolment.application.receipt)

    def act(enrolment: Enrolment) -> Cell:
        return Cell(_("Pilih pendamping"), link=_address("assign", programme, enrolment.pk))

    columns = [
        Column("peserta", PARTICIPANT, lambda e: e.person.name, person, sort="person__name"),
        Column("nomor", _("Nomor pendaftaran"), lambda e: e.application.receipt, on_page=False),
        Column("jalur", _("Jalur"), lambda e: e.track.name, sort="track__name"),
        Column("kelas", _("Kelas"), lambda e: e.cohort.name, sort="cohort__name"),
        Column("sejak", _("Peserta sejak"), lambda e: e.enrolled_at, sort="enrolled_at"),
        Column("tindakan", _("Tindakan"), lambda _e: "", act, in_file=False, on_page=arranges),
    ]
    return Listing(
        request,
        unassigned_enrolments(programme),
        columns,
        name="tanpa-pendamping",
        caption=_("Peserta tanpa pendamping"),
        search=("person__name", "application__receipt"),
        empty=Empty(_("Tidak ada peserta yang menunggu pendamping")),
    )


def _last_cell(at: datetime) -> Any:
    def last(pair: Mentorship) -> Cell:
        rhythm = rhythm_of(pair, at)
        if rhythm.last_on is None and rhythm.heard_on:
            return Cell(rhythm.heard_on, note=_("dengan pendamping sebelumnya"))
        return Cell(rhythm.last_on or _("belum ada"))

    return last


def _pair_filters(request: HttpRequest, programme: Programme, at: datetime) -> list[Filter]:
    states: list[tuple[str, str | Promise]] = [
        (OVERDUE, _("Terlambat")),
        (UNCLOSED, _("Masa pendampingan lewat, belum ditutup")),
        (ALONE, _("Pendampingnya tidak aktif")),
        *[(str(value), label) for value, label in MentorshipState.choices if value != MentorshipState.ENDED],
        *[(str(value), label) for value, label in Outcome.choices],
    ]

    def by_state(pairs: QuerySet[Mentorship], state: str) -> QuerySet[Mentorship]:
        if state == OVERDUE:
            return only_overdue(pairs, programme, at)
        if state in {UNCLOSED, ALONE}:
            wanted = unclosed_pairs(at) if state == UNCLOSED else left_alone(programme)
            return pairs.filter(pk__in=wanted.order_by().values("pk"))
        return pairs.filter(state=state) if state in MentorshipState.values else pairs.filter(outcome=state)

    tracks = [(track.code, track.name) for track in programme.tracks.all()]
    return [
        Filter("keadaan", _("Keadaan"), states, by_state),
        Filter("jalur", _("Jalur"), tracks, lambda pairs, code: pairs.filter(enrolment__track__code=code)),
        picked_filter(
            request,
            "pendamping",
            _("Pendamping"),
            programme.mentors.select_related("account").order_by("account__name", "pk"),
            names=["account__name"],
            field="mentor",
        ),
    ]


def _track_names(mentor: Mentor) -> str:
    return ", ".join(track.name for track in mentor.tracks.all()) or str(_("Semua jalur"))


def _state_of(mentor: Mentor) -> Any:
    if not mentor.active:
        return _("Tidak menerima peserta baru")
    if not mentor.has_agreed:
        return _("Belum menyetujui perjanjian")
    return _("Penuh") if not mentor.free else _("Masih ada tempat")


def _address(name: str, programme: Programme, *more: object) -> str:
    return reverse(f"mentoring:{name}", args=[programme.organisation.slug, programme.slug, *more])
