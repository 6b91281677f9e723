"""What the pages of works say."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.foundation.dates import plain_date
from sanggar.foundation.platforms import Platform
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.planning.models import Programme
from sanggar.publication.models import Work

WAITING, CONFIRMED = "menunggu", "dikonfirmasi"


def address(name: str, programme: Programme, *args: Any) -> str:
    return reverse(f"publication:{name}", args=[programme.organisation.slug, programme.slug, *args])


def state_words(work: Work) -> tuple[str, str]:
    """(words, tone)."""
    return (_("Dikonfirmasi"), "good") if work.confirmed_at else (_("Menunggu konfirmasi"), "warn")


def work_listing(request: HttpRequest, programme: Programme, works: QuerySet[Work], *, may_confirm: bool) -> Listing:
    tracks = [(str(track.pk), track.name) for track in programme.tracks.all()]
    return Listing(
        request,
        works,
        _columns(programme, may_confirm=may_confirm),
        name="karya",
        caption=_("Karya peserta"),
        search=("title", "url", "enrolment__person__name"),
        filters=[
            Filter("platform", _("Platform"), Platform.choices, lambda rows, value: rows.filter(platform=value)),
            Filter("jalur", _("Jalur"), tracks, lambda rows, pk: rows.filter(enrolment__track=pk)),
            Filter("keadaan", _("Keadaan"), [(WAITING, _("Menunggu konfirmasi")), (CONFIRMED, _("Dikonfirmasi"))], _by),
        ],
        empty=Empty(
            _("Belum ada karya"),
            _("Peserta dan pendamping menambahkan karya yang sudah terbit; Anda juga dapat menambahkannya."),
            address("add", programme) if may_confirm else "",
            _("Tambah karya"),
        ),
    )


def _by(rows: QuerySet[Work], state: str) -> QuerySet[Work]:
    return rows.filter(confirmed_at__isnull=state == WAITING)


def _columns(programme: Programme, *, may_confirm: bool) -> list[Column]:
    def name(work: Work) -> Cell:
        link = address("participant", programme, work.enrolment_id)
        return Cell(work.enrolment.person.name, link=link, note=work.enrolment.track.name)

    def state(work: Work) -> Cell:
        words, tone = state_words(work)
        return Cell(words, tone=tone, note=work.confirmed_by)

    def act(work: Work) -> Cell:
        return (
            Cell(_("Hapus"), link=address("remove", programme, work.pk))
            if work.confirmed_at
            else Cell(_("Periksa"), link=address("confirm", programme, work.pk))
        )

    return [
        Column(
            "judul", _("Karya"), lambda w: w.title, lambda w: Cell(w.title, link=w.url, note=w.get_platform_display())
        ),
        Column("alamat", _("Alamat"), lambda w: w.url, on_page=False),
        Column("platform", _("Platform"), lambda w: w.get_platform_display(), on_page=False),
        Column("peserta", _("Peserta"), lambda w: w.enrolment.person.name, name, sort="enrolment__person__name"),
        Column("terbit", _("Tanggal terbit"), lambda w: w.published_on, sort="published_on"),
        Column("ditambahkan", _("Ditambahkan oleh"), lambda w: w.added_by, on_page=False),
        Column("keadaan", _("Keadaan"), lambda w: state_words(w)[0], state, sort="confirmed_at"),
        Column("tindakan", _("Tindakan"), lambda _work: "", act, on_page=may_confirm, in_file=False),
    ]


def work_line(work: Work) -> dict[str, Any]:
    """A work on a page of one participant."""
    words, tone = state_words(work)
    platform, day = work.get_platform_display(), plain_date(work.published_on)
    note = _("%(platform)s, terbit %(day)s, ditambahkan oleh %(by)s")
    told = note % {"platform": platform, "day": day, "by": work.added_by}
    return {"work": work, "state": words, "tone": tone, "note": told}


def work_facts(work: Work) -> list[tuple[str, str]]:
    return [
        (_("Peserta"), work.enrolment.person.name),
        (_("Platform"), work.get_platform_display()),
        (_("Tanggal terbit"), plain_date(work.published_on)),
        (_("Ditambahkan oleh"), work.added_by),
    ]
