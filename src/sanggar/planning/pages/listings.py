"""The lists of a plan: its meetings, their places, and the rights on it."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import dates
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.people.models import Role
from sanggar.people.sentences import right_sentence
from sanggar.planning.models import Meeting, Programme, ProgrammeGrant, Venue
from sanggar.planning.pages.presenters import address, change_address
from sanggar.planning.queries import meetings_of, team_of, venues_of


def meetings_listing(request: HttpRequest, programme: Programme, *, may_run: bool) -> Listing:
    def topic(meeting: Meeting) -> Cell:
        link = change_address(programme, meeting) if may_run else ""
        note = _("Dibatalkan") if meeting.cancelled_at else meeting.trainer_name
        return Cell(meeting.topic, link=link, note=note)

    plan = address("plan", programme)
    cohorts = [(str(pk), name) for pk, name in _cohort_names(programme)]
    columns = [
        Column("tanggal", gettext_lazy("Tanggal"), lambda m: dates.local_date(m.starts_at), sort="starts_at"),
        Column("pukul", gettext_lazy("Pukul"), lambda m: dates.time_range(m.starts_at, m.ends_at)),
        Column("materi", gettext_lazy("Materi"), lambda m: m.topic, topic, sort="topic"),
        Column("narasumber", gettext_lazy("Narasumber"), lambda m: m.trainer_name, on_page=False),
        Column("kelas", gettext_lazy("Kelas"), lambda m: f"{m.cohort.stage.name} · {m.cohort.name}"),
        Column("dibatalkan", gettext_lazy("Dibatalkan karena"), lambda m: m.cancel_reason, on_page=False),
        Column("tempat", gettext_lazy("Tempat"), lambda m: m.venue or m.link, lambda m: Cell(m.venue, note=m.link)),
    ]
    return Listing(
        request,
        meetings_of(programme),
        columns,
        name="sesi",
        caption=gettext_lazy("Semua sesi program ini"),
        search=("topic", "trainer_name", "venue"),
        filters=[Filter("kelas", gettext_lazy("Kelas"), cohorts, lambda rows, pk: rows.filter(cohort=pk))],
        empty=Empty(_("Belum ada sesi"), _("Tambahkan sesi pada kelasnya."), plan, _("Lihat rencana")),
    )


def _cohort_names(programme: Programme) -> list[tuple[int, str]]:
    stages = programme.stages.prefetch_related("cohorts")
    return [(cohort.pk, f"{stage.name} · {cohort.name}") for stage in stages for cohort in stage.cohorts.all()]


def team_sentence(grant: ProgrammeGrant) -> str:
    return right_sentence(grant.account.name, grant.role, grant.programme, since=grant.given_at, until=grant.ended_at)


def team_listing(request: HttpRequest, programme: Programme, *, given: frozenset[str]) -> Listing:
    def state(grant: ProgrammeGrant) -> Cell:
        if grant.ended_at:
            return Cell(_("Berakhir"), tone="idle", note=grant.end_reason)
        return Cell(_("Berlaku"), tone="good")

    def act(grant: ProgrammeGrant) -> Cell:
        if grant.ended_at or grant.role not in given or grant.account_id == request.user.pk:
            return Cell("")
        return Cell(_("Akhiri"), link=address("end_grant", programme, grant.pk))

    columns = [
        Column(
            "nama", gettext_lazy("Nama"), lambda g: g.account.name, lambda g: Cell(g.account.name, note=g.account.email)
        ),
        Column("email", gettext_lazy("Email"), lambda g: g.account.email, on_page=False),
        Column("hak", gettext_lazy("Hak"), team_sentence),
        Column("diberi-oleh", gettext_lazy("Diberi oleh"), lambda g: g.given_by),
        Column("keadaan", gettext_lazy("Keadaan"), lambda g: state(g).text, state),
        Column("tindakan", gettext_lazy("Tindakan"), lambda _grant: "", act, in_file=False, on_page=bool(given)),
    ]
    link = address("give_grant", programme) if given else ""
    everywhere = _("Hak yang diberikan untuk seluruh perangkat daerah tetap berlaku di sini.")
    return Listing(
        request,
        team_of(programme),
        columns,
        name="orang-program",
        caption=gettext_lazy("Hak atas program ini saja"),
        search=("account__name", "account__email"),
        filters=[
            Filter("peran", gettext_lazy("Hak"), Role.choices, lambda rows, role: rows.filter(role=role)),
        ],
        empty=Empty(_("Belum ada hak khusus program ini"), everywhere, link, _("Beri hak")),
    )


def venues_listing(request: HttpRequest, programme: Programme, *, may_run: bool) -> Listing:
    def name(venue: Venue) -> Cell:
        link = address("change_venue", programme, venue.pk) if may_run else ""
        return Cell(venue.name, link=link, note=venue.address or venue.link)

    return Listing(
        request,
        venues_of(programme.organisation),
        [
            Column("nama", gettext_lazy("Nama"), lambda v: v.name, name, sort="name"),
            Column("alamat", gettext_lazy("Alamat"), lambda v: v.address or v.link, on_page=False),
            Column("kelurahan", gettext_lazy("Kelurahan"), lambda v: v.village.full_name if v.village else ""),
            Column("muat", gettext_lazy("Muat"), lambda v: v.capacity, sort="capacity", kind="number"),
            Column("akses", gettext_lazy("Akses"), lambda v: v.accessibility),
        ],
        name="tempat",
        caption=gettext_lazy("Tempat terdaftar perangkat daerah ini"),
        search=("name", "address"),
        empty=Empty(
            _("Belum ada tempat"),
            _("Tempat yang terdaftar dapat dipilih untuk sesi, dan diperiksa muatnya."),
            address("add_venue", programme) if may_run else "",
            _("Tambah tempat"),
        ),
    )
