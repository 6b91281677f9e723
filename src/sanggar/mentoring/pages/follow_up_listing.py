"""The list of what must be looked after."""

from collections.abc import Callable

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.mentoring.models import FollowUp, FollowUpKind
from sanggar.mentoring.pages.disputes import disputes_by_person, whole_detail
from sanggar.mentoring.queries import follow_ups_at_desk, latest_pairs
from sanggar.people.models import Account
from sanggar.planning.models import Programme

PARTICIPANT = pgettext_lazy("satu orang", "Peserta")
OPEN, SETTLED = "terbuka", "selesai"


def follow_ups_listing(request: HttpRequest, programme: Programme, account: Account, *, arranges: bool) -> Listing:
    disputed = disputes_by_person(programme)

    def state(row: FollowUp) -> Cell:
        return Cell(row.settled_words, tone="good") if row.settled_at else Cell(_("Terbuka"), tone="warn")

    def act(row: FollowUp) -> Cell:
        if row.settled_at:
            return Cell("")
        place = [programme.organisation.slug, programme.slug, row.pk]
        return Cell(_("Selesaikan"), link=reverse("mentoring:settle_follow_up", args=place))

    columns = [
        Column(
            "peserta",
            PARTICIPANT,
            lambda r: r.enrolment.person.name,
            _person_cell(programme),
            sort="enrolment__person__name",
        ),
        Column("hal", _("Hal"), lambda r: r.get_kind_display()),
        Column("rincian", _("Keterangan"), lambda r: whole_detail(r, disputed.get(r.enrolment_id, ()), account)),
        Column("sejak", _("Sejak"), lambda r: r.opened_at, sort="opened_at"),
        Column("keadaan", _("Keadaan"), lambda r: r.settled_words or str(_("Terbuka")), state),
        Column("tindakan", _("Tindakan"), lambda _r: "", act, in_file=False, on_page=arranges),
    ]
    return Listing(
        request,
        follow_ups_at_desk(programme, account).order_by(F("settled_at").asc(nulls_first=True), "opened_at", "pk"),
        columns,
        name="tindak-lanjut",
        caption=_("Tindak lanjut; yang paling lama menunggu di atas"),
        search=("enrolment__person__name", "detail"),
        filters=_filters(),
        empty=Empty(_("Tidak ada yang perlu ditindaklanjuti")),
    )


def _person_cell(programme: Programme) -> Callable[[FollowUp], Cell]:
    """The participant with their number, leading to their pair, where they ever had one."""
    keys = latest_pairs(programme)

    def person(row: FollowUp) -> Cell:
        key, receipt = keys.get(row.enrolment_id), row.enrolment.application.receipt
        place = [programme.organisation.slug, programme.slug, key]
        return Cell(row.enrolment.person.name, link=reverse("mentoring:pair", args=place) if key else "", note=receipt)

    return person


def _filters() -> list[Filter]:
    def by_state(rows: QuerySet[FollowUp], state: str) -> QuerySet[FollowUp]:
        return rows.filter(settled_at=None) if state == OPEN else rows.exclude(settled_at=None)

    kinds = [(str(value), label) for value, label in FollowUpKind.choices]
    return [
        Filter("keadaan", _("Keadaan"), [(OPEN, _("Terbuka")), (SETTLED, _("Selesai"))], by_state),
        Filter("hal", _("Hal"), kinds, lambda rows, kind: rows.filter(kind=kind)),
    ]
