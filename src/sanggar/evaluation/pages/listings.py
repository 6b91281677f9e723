"""The lists of the room: how far each participant is, and the certificates."""

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanggar.evaluation.models import Certificate, CertificateState, CompletionRule
from sanggar.evaluation.pages.presenters import TONES, is_met, requirement_label, short_value, value_words
from sanggar.evaluation.queries import (
    ASSIGNMENTS,
    ATTENDANCE,
    CONTACTS,
    POST_TEST,
    WORKS,
    certificates_of,
    complete_in,
    completion_read,
    held_in,
    lacking_in,
    participants_of,
)
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

KEYS = (ATTENDANCE, CONTACTS, ASSIGNMENTS, POST_TEST, WORKS)
RULE_FILTER, HELD = "syarat", "presensi-kosong"
COMPLETE, INCOMPLETE, WITH, WITHOUT = "lulus", "belum", "ada", "belum-ada"
Choices = list[tuple[str, str | Promise]]


def completion_listing(request: HttpRequest, programme: Programme, rule: CompletionRule | None) -> Listing:
    columns = [
        Column("peserta", _("Peserta"), lambda e: e.person.name, partial(_person_cell, programme), sort="person__name"),
        Column("tahap", _("Tahap"), lambda e: e.stage.name, on_page=False),
        Column("jalur", _("Jalur"), lambda e: e.track.name, sort="track__name"),
        *(_requirement_column(key, rule) for key in _asked(rule)),
        Column("kurang", _("Masih kurang"), partial(_missing, rule)),
        Column("sertifikat", _("Sertifikat"), lambda e: e.certificate_number, partial(_certificate_cell, programme)),
    ]
    return Listing(
        request,
        participants_of(programme),
        columns,
        name="kelulusan",
        caption=_("Peserta dan syarat kelulusan"),
        search=("person__name",),
        filters=_completion_filters(programme, rule),
        empty=Empty(_("Belum ada peserta"), _("Peserta muncul di sini setelah menerima kursinya.")),
    )


def certificates_listing(request: HttpRequest, programme: Programme) -> Listing:
    def number(certificate: Certificate) -> Cell:
        return Cell(certificate.number, link=_address("certificate", programme, certificate.pk))

    def state(certificate: Certificate) -> Cell:
        return Cell(certificate.get_state_display(), tone=TONES[CertificateState(certificate.state)])

    columns = [
        Column("nomor", _("Nomor"), lambda c: c.number, number, sort="ordinal"),
        Column("nama", _("Nama"), lambda c: c.name_on_it, sort="name_on_it"),
        Column("tahap", _("Tahap"), lambda c: c.particulars["stage"]),
        Column("jalur", _("Jalur"), lambda c: c.particulars["track"]),
        Column("terbit", _("Terbit"), lambda c: c.issued_at, sort="issued_at"),
        Column("keadaan", _("Keadaan"), lambda c: c.get_state_display(), state),
    ]
    states: Choices = [(str(value), label) for value, label in CertificateState.choices]
    return Listing(
        request,
        certificates_of(programme),
        columns,
        name="sertifikat",
        caption=_("Sertifikat program ini; yang dicabut dan diganti tetap tercatat"),
        search=("number", "name_on_it", "code"),
        filters=[Filter("keadaan", _("Keadaan"), states, lambda rows, state: rows.filter(state=state))],
        empty=Empty(
            _("Belum ada sertifikat"),
            _("Sertifikat diterbitkan untuk peserta yang memenuhi semua syarat."),
            _address("completion", programme),
            _("Lihat siapa yang memenuhi syarat"),
        ),
    )


def _asked(rule: CompletionRule | None) -> list[str]:
    """The requirements that the rule names."""
    if rule is None:
        return []
    needed = {
        ATTENDANCE: rule.attendance_percent,
        CONTACTS: rule.contacts,
        ASSIGNMENTS: rule.assignments,
        POST_TEST: rule.post_test,
        WORKS: rule.works,
    }
    return [key for key in KEYS if needed[key]]


def _requirement_column(key: str, rule: CompletionRule | None) -> Column:
    def value(enrolment: Enrolment) -> str:
        return value_words(completion_read(enrolment, rule), key)

    def cell(enrolment: Enrolment) -> Cell:
        completion = completion_read(enrolment, rule)
        return Cell(short_value(completion, key), tone="good" if is_met(completion, key) else "warn")

    return Column(key, requirement_label(key), value, cell)


def _missing(rule: CompletionRule | None, enrolment: Enrolment) -> str:
    return ", ".join(completion_read(enrolment, rule).missing)


def _person_cell(programme: Programme, enrolment: Enrolment) -> Cell:
    link = reverse("training:participant", args=[programme.organisation.slug, programme.slug, enrolment.pk])
    return Cell(enrolment.person.name, link=link, note=f"{enrolment.stage.name}, {enrolment.cohort.name}")


def _certificate_cell(programme: Programme, enrolment: Any) -> Cell:
    if not enrolment.certificate_pk:
        return Cell("")
    state = CertificateState(enrolment.certificate_state)
    note = "" if state is CertificateState.VALID else state.label
    link = _address("certificate", programme, enrolment.certificate_pk)
    return Cell(enrolment.certificate_number, link=link, note=note)


def _completion_filters(programme: Programme, rule: CompletionRule | None) -> list[Filter]:
    stages = [(str(stage.pk), stage.name) for stage in programme.stages.all()]
    tracks = [(track.code, track.name) for track in programme.tracks.all()]
    filters = [
        Filter("tahap", _("Tahap"), stages, lambda rows, pk: rows.filter(stage=pk)),
        Filter("jalur", _("Jalur"), tracks, lambda rows, code: rows.filter(track__code=code)),
        Filter("sertifikat", _("Sertifikat"), [(WITH, _("Ada")), (WITHOUT, _("Belum ada"))], _by_certificate),
    ]
    if rule is None:
        return filters
    lacking = [(key, _lacking_words(key)) for key in _asked(rule)]
    held = [(HELD, _("Menunggu presensi dicatat"))] if rule.attendance_percent else []
    choices: Choices = [(COMPLETE, _("Memenuhi semua")), (INCOMPLETE, _("Belum memenuhi")), *held, *lacking]
    return [Filter(RULE_FILTER, _("Syarat"), choices, partial(_by_completion, rule)), *filters]


def _lacking_words(key: str) -> str:
    return gettext("Kurang %(what)s") % {"what": requirement_label(key).lower()}


def _by_completion(rule: CompletionRule, rows: Any, choice: str) -> QuerySet[Enrolment]:
    if choice in KEYS:
        return lacking_in(rows, rule, choice)
    if choice == HELD:
        return held_in(rows, rule)
    complete: QuerySet[Enrolment] = complete_in(rows, rule)
    return complete if choice == COMPLETE else rows.exclude(pk__in=complete.order_by().values("pk"))


def _by_certificate(rows: QuerySet[Enrolment], choice: str) -> QuerySet[Enrolment]:
    return rows.filter(Q(certificate_pk__isnull=choice == WITHOUT))


def _address(name: str, programme: Programme, *more: object) -> str:
    return reverse(f"evaluation:{name}", args=[programme.organisation.slug, programme.slug, *more])
