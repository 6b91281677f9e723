"""The steps of a programme's life, each with its state, the number that matters and what needs doing now.

One function a step, in the order of the rooms. Each reads its room's queries alone and says what it finds in words.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanggar.applications.models import ApplicationState, Call, CallState
from sanggar.applications.queries import calls_of, received
from sanggar.evaluation.models import Certificate
from sanggar.faces.desk.figures import Figures
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, long_date, plain_date
from sanggar.foundation.money import format_rupiah, grouped, short_rupiah
from sanggar.funding.queries import drafts_of, lines_of
from sanggar.planning.models import Cohort, Programme
from sanggar.planning.queries import meetings_of
from sanggar.publication.models import Work
from sanggar.selection.models import DrawState
from sanggar.selection.queries import marks_count, offer_counts, progress
from sanggar.training.models import EnrolmentState
from sanggar.training.queries import enrolments_of

DONE, NOW, LATER, ATTENTION = "done", "now", "later", "attention"


@dataclass(frozen=True, slots=True)
class Step:
    """`state` is done, now, later or attention; `figure` the number on the right, `note` the line below the name."""

    name: str
    link: str
    state: str
    figure: str
    note: str


def life_of(figures: Figures) -> list[Step]:
    programme = figures.programme
    return [
        plan_step(figures),
        fund_step(figures),
        *apply_steps(figures),
        screen_step(figures),
        select_step(figures),
        offer_step(figures),
        train_step(figures),
        mentor_step(figures),
        spend_step(figures),
        publish_step(figures),
        evaluate_step(programme),
        account_step(programme),
    ]


def address(name: str, programme: Programme) -> str:
    return reverse(name, args=[programme.organisation.slug, programme.slug])


def plan_step(figures: Figures) -> Step:
    programme = figures.programme
    stages, meetings = len(figures.stages), meetings_of(programme).count()
    cohorts = Cohort.objects.filter(stage__programme=programme).count()
    note = _("%(stages)s tahap, %(cohorts)s kelas, %(meetings)s sesi") % {
        "stages": stages,
        "cohorts": cohorts,
        "meetings": meetings,
    }
    state = DONE if programme.published_at and figures.is_planned else NOW
    figure = _("Diumumkan") if programme.published_at else _("Belum diumumkan")
    return Step(_("Rencana"), address("planning:plan", programme), state, figure, note)


def fund_step(figures: Figures) -> Step:
    """What is in force; before that, how many drafts there are."""
    link, budget = address("funding:budget", figures.programme), figures.budget
    if budget is None:
        return Step(_("Anggaran"), link, NOW, _("Belum ada"), _("Pagu dan rincian belanja belum diisi"))
    if not budget.is_adopted:
        drafts = drafts_of(figures.programme).count()
        note = ngettext("%(n)s rancangan", "%(n)s rancangan", drafts) % {"n": drafts}
        return Step(_("Anggaran"), link, NOW, _("Belum disahkan"), note)
    lines = lines_of(figures.programme).count()
    told = {"n": lines, "sum": format_rupiah(budget.allocated)}
    return Step(
        _("Anggaran"),
        link,
        DONE,
        _("Disahkan"),
        ngettext("%(n)s rincian, %(sum)s", "%(n)s rincian, %(sum)s", lines) % told,
    )


def apply_steps(figures: Figures) -> list[Step]:
    """One step a call, or one that says that there is none."""
    link = address("applications:calls", figures.programme)
    if not figures.calls:
        return [Step(_("Pendaftaran"), link, LATER, "", _("Belum ada pendaftaran yang disiapkan"))]
    return [call_step(call, link, figures.at) for call in figures.calls]


def call_step(call: Call, link: str, at: datetime) -> Step:
    count = received(call).applicants  # as many as everyone reads on the public page
    figure = ngettext("%(n)s pendaftar", "%(n)s pendaftar", count) % {"n": grouped(count)}
    zone = clock.office_zone()
    match call.state_at(at):
        case CallState.DRAFT:
            return Step(call.title, link, NOW, _("Rancangan"), _("Belum diterbitkan"))
        case CallState.WAITING:
            note = _("Dibuka %(date)s") % {"date": long_date(call.opens_at, zone)}
            return Step(call.title, link, LATER, _("Terjadwal"), note)
        case CallState.OPEN:
            when = {"date": long_date(call.ends_at, zone), "time": clock_time(call.ends_at, zone)}
            return Step(call.title, link, NOW, figure, _("Ditutup %(date)s pukul %(time)s") % when)
        case _:
            note = _("Ditutup %(date)s") % {"date": plain_date(call.ends_at, zone)}
            return Step(call.title, link, DONE, figure, note)


def screen_step(figures: Figures) -> Step:
    counts = figures.applications
    waiting = counts[ApplicationState.SUBMITTED]
    link = address("applications:queue", figures.programme)
    if not sum(counts.values()):
        return Step(_("Penyaringan"), link, LATER, "", _("Dimulai setelah ada lamaran"))
    parts = [ngettext("%(n)s menunggu diperiksa", "%(n)s menunggu diperiksa", waiting) % {"n": waiting}]
    for state, text in (
        (ApplicationState.CORRECTION, _("%(n)s menunggu perbaikan")),
        (ApplicationState.CONTESTED, _("%(n)s NIK ganda")),
    ):
        parts += [text % {"n": counts[state]}] if counts[state] else []
    figure = _("%(n)s lolos") % {"n": grouped(counts[ApplicationState.ELIGIBLE])}
    return Step(_("Penyaringan"), link, ATTENTION if waiting else DONE, figure, ", ".join(parts))


def select_step(figures: Figures) -> Step:
    link, draws = address("selection:draws", figures.programme), figures.draws
    published = [draw for draw in draws if draw.state == DrawState.PUBLISHED]
    if len(published) < len(draws):
        return Step(_("Seleksi"), link, NOW, _("Berjalan"), _("Satu seleksi belum selesai sampai diumumkan"))
    if review := running_review(figures.programme):
        return review
    if not draws:
        return Step(_("Seleksi"), link, LATER, "", _("Setelah pendaftaran ditutup dan semua lamaran diperiksa"))
    newest = max(published, key=lambda draw: draw.drawn_at or draw.frozen_at)
    note = _("%(stage)s: %(seats)s kursi untuk %(people)s orang dalam daftar") % {
        "stage": newest.call.stage.name,
        "seats": newest.seats,
        "people": grouped(newest.entrants),
    }
    state = DONE if len(published) >= len(figures.stages) else NOW
    return Step(_("Seleksi"), link, state, _("Diumumkan"), note)


def running_review(programme: Programme) -> Step | None:
    """The review of a call whose list is not frozen yet, where there is one and its marks count."""
    reviewed = calls_of(programme).filter(rubric__published_at__isnull=False, frozen_at=None).order_by("-opens_at")
    call = next(filter(marks_count, reviewed), None)
    if call is None:
        return None
    found = progress(call)
    link = reverse("selection:merit", args=[programme.organisation.slug, programme.slug, call.slug])
    note = _("%(stage)s: %(done)s dari %(needed)s penilaian selesai") % {
        "stage": call.stage.name,
        "done": grouped(found.done),
        "needed": grouped(found.needed),
    }
    return Step(_("Seleksi"), link, NOW, _("Penilaian"), note)


def offer_step(figures: Figures) -> Step:
    link, stages = address("selection:offers", figures.programme), figures.stages
    counts = [offer_counts(stage) for stage in stages]
    seats, taken = sum(stage.seats for stage in stages), sum(stage.seats_taken for stage in stages)
    figure = _("%(taken)s dari %(seats)s kursi") % {"taken": taken, "seats": seats}
    if not any(count.total for count in counts):
        return Step(_("Penawaran kursi"), link, LATER, figure if taken else "", _("Setelah hasil seleksi diumumkan"))
    note = _("%(open)s menunggu jawaban, %(unreached)s belum terhubung") % {
        "open": sum(count.open for count in counts),
        "unreached": sum(count.unreached for count in counts),
    }
    is_over = all(count.total for count in counts) and not any(count.open for count in counts)
    return Step(_("Penawaran kursi"), link, DONE if is_over else NOW, figure, note)


def train_step(figures: Figures) -> Step:
    link, stages = address("training:timetable", figures.programme), figures.attendance
    coming = figures.meeting
    figure = _("%(percent)s%% hadir") % {"percent": stages[-1].percent} if stages else ""
    if coming:
        when = long_date(coming.starts_at, clock.office_zone())
        note = _("Berikutnya: %(topic)s, %(date)s") % {"topic": coming.topic, "date": when}
        return Step(_("Pelatihan"), link, NOW if stages else LATER, figure, note)
    if stages:
        return Step(_("Pelatihan"), link, DONE, figure, _("Semua sesi sudah terlaksana"))
    return Step(_("Pelatihan"), link, LATER, "", _("Belum ada sesi yang dijadwalkan"))


def mentor_step(figures: Figures) -> Step:
    link = address("mentoring:pairs", figures.programme)
    counts, late, alone = figures.mentoring, figures.overdue, figures.without_mentor
    figure = _("%(n)s berjalan") % {"n": counts["active"]}
    if late or alone:
        parts = [_("%(n)s terlambat dihubungi") % {"n": late}] if late else []
        parts += [_("%(n)s belum punya pendamping") % {"n": alone}] if alone else []
        return Step(_("Pendampingan"), link, ATTENTION, figure, ", ".join(parts))
    if counts["active"]:
        return Step(_("Pendampingan"), link, NOW, figure, _("Semua terhubung tepat waktu"))
    if counts["ended"]:
        return Step(_("Pendampingan"), link, DONE, _("Selesai"), _("%(n)s kontak tercatat") % {"n": figures.contacts})
    return Step(_("Pendampingan"), link, LATER, "", _("Dimulai setelah ada peserta"))


def spend_step(figures: Figures) -> Step:
    totals = figures.totals
    link = address("spending:payments", figures.programme)
    if not totals.ceiling:
        return Step(_("Belanja"), link, LATER, "", _("Setelah anggaran disahkan"))
    note = _("%(committed)s dalam proses, sisa pagu %(left)s") % {
        "committed": format_rupiah(totals.committed),
        "left": format_rupiah(totals.ceiling - totals.paid - totals.committed),
    }
    state = NOW if totals.committed or totals.paid else LATER
    return Step(_("Belanja"), link, state, short_rupiah(totals.paid, get_language()), note)


def publish_step(figures: Figures) -> Step:
    programme, waiting = figures.programme, figures.unconfirmed
    confirmed = Work.objects.confirmed().filter(enrolment__stage__programme=programme).count()
    link = address("publication:works", programme)
    if not waiting + confirmed:
        return Step(_("Karya"), link, LATER, "", _("Belum ada karya yang dicatat"))
    note = _("%(n)s menunggu diperiksa") % {"n": waiting} if waiting else _("Semua sudah diperiksa")
    figure = _("%(n)s terbit") % {"n": confirmed}
    return Step(_("Karya"), link, ATTENTION if waiting else NOW, figure, note)


def evaluate_step(programme: Programme) -> Step:
    issued = Certificate.objects.filter(enrolment__stage__programme=programme, revoked_at=None).count()
    finished = enrolments_of(programme).filter(state=EnrolmentState.ACTIVE).count()
    link = address("evaluation:completion", programme)
    if not issued and not finished:
        return Step(_("Sertifikat"), link, LATER, "", _("Setelah ada peserta"))
    note = _("%(n)s peserta masih berproses") % {"n": finished} if finished else _("Semua peserta selesai")
    return Step(_("Sertifikat"), link, NOW if finished else DONE, _("%(n)s terbit") % {"n": issued}, note)


def account_step(programme: Programme) -> Step:
    link = address("reporting:report", programme)
    return Step(_("Laporan"), link, NOW, "", _("Terisi sendiri dari catatan; unduh kapan saja"))
