"""What needs this person today: only what their role may do, the most urgent first."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.applications.models import ApplicationState
from sanggar.applications.queries import calls_of, counts_by_state, oldest_waiting, unsettled_applications
from sanggar.evaluation.queries import to_certify
from sanggar.faces.desk.care_todos import care_todos
from sanggar.faces.desk.message_todos import letters_to_tell, messages_to_mend, messages_to_release
from sanggar.faces.desk.money_todos import (
    budget_to_adopt,
    payments_beyond,
    payments_lacking_evidence,
    payments_waiting_for_money,
    payments_waiting_for_verification,
)
from sanggar.faces.desk.todo import Finder, Todo, link_to
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date, relative_days
from sanggar.funding.queries import budget_of
from sanggar.mentoring.queries import open_follow_ups, overdue_mentorships, unassigned_enrolments
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.planning.queries import is_planned, meetings_of
from sanggar.planning.rules import roles_on
from sanggar.publication.queries import unconfirmed_count
from sanggar.selection.models import ObjectionState
from sanggar.selection.queries import (
    call_list,
    draw_of,
    draws_of,
    has_procedure,
    is_review_open,
    marks_count,
    scores_of,
    waits_for_office,
)
from sanggar.training.queries import baselines_missing, works_lacking_assessors


def todos_of(account: Account, programme: Programme, at: datetime) -> list[Todo]:
    """Everything that waits for one of this account's roles on the programme."""
    finders = [finder for role in sorted(roles_on(account, programme)) for finder in BY_ROLE.get(role, ())]
    found = [todo for finder in dict.fromkeys(finders) for todo in finder(programme, at)]
    return [*(Todo(*line) for line in care_todos(account, programme)), *found]


def plan_to_complete(programme: Programme, at: datetime) -> Iterator[Todo]:
    if not is_planned(programme):
        some = programme.stages.exists()
        note = _("Ada tahap tanpa kelas, atau kelas tanpa sesi") if some else _("Belum ada tahap")
        yield Todo(_("Lengkapi rencana"), note, link_to("planning:plan", programme))


def plan_to_publish(programme: Programme, at: datetime) -> Iterator[Todo]:
    if not programme.published_at and programme.stages.exists():
        note = _("Halaman publiknya belum dapat dibaca")
        yield Todo(_("Terbitkan program"), note, link_to("planning:publish_programme", programme))


def budget_to_plan(programme: Programme, at: datetime) -> Iterator[Todo]:
    if budget_of(programme) is None:
        yield Todo(
            _("Tetapkan pagu"), _("Pagu dan rincian belanja belum diisi"), link_to("funding:set_ceiling", programme)
        )


def calls_to_prepare(programme: Programme, at: datetime) -> Iterator[Todo]:
    """A call that waits to be published; where none is running, the next stage that has none yet."""
    calls = list(calls_of(programme).order_by("stage__ordinal"))
    drafts = [call for call in calls if not call.published_at]
    for call in drafts:
        address = [programme.organisation.slug, programme.slug, call.slug]
        yield Todo(_("Terbitkan pendaftaran"), call.title, reverse("applications:call", args=address))
    running = [call for call in calls if call.published_at and at < call.ends_at]
    coming = programme.stages.exclude(pk__in=[call.stage_id for call in calls]).order_by("ordinal").first()
    if programme.published_at and coming and not drafts and not running:
        yield Todo(_("Buat pendaftaran"), coming.name, link_to("applications:add_call", programme))


def applications_to_screen(programme: Programme, at: datetime) -> Iterator[Todo]:
    count, oldest = counts_by_state(programme)[ApplicationState.SUBMITTED], oldest_waiting(programme)
    if count and oldest:
        text = ngettext("Periksa %(n)s lamaran", "Periksa %(n)s lamaran", count) % {"n": count}
        since = relative_days(oldest.changed_at, clock.office_zone())
        yield Todo(
            text,
            _("Paling lama menunggu: %(since)s") % {"since": since},
            link_to("applications:queue", programme, "?state=submitted"),
        )


def contested_to_settle(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := counts_by_state(programme)[ApplicationState.CONTESTED]:
        text = ngettext("Selesaikan %(n)s NIK ganda", "Selesaikan %(n)s NIK ganda", count) % {"n": count}
        yield Todo(
            text,
            _("Pemilik NIK menunjukkan KTP di loket"),
            link_to("applications:queue", programme, "?state=contested"),
        )


def third_readers_to_call(programme: Programme, at: datetime) -> Iterator[Todo]:
    for call in calls_of(programme).filter(rubric__locked_at__isnull=False):
        if not marks_count(call) or not is_review_open(call):
            continue
        if count := scores_of(call).thirds_needed:
            text = ngettext("Panggil penilai ketiga: %(n)s lamaran", "Panggil penilai ketiga: %(n)s lamaran", count)
            address = reverse("selection:scores", args=[programme.organisation.slug, programme.slug, call.slug])
            yield Todo(text % {"n": count}, _("Dua penilai jauh berbeda"), f"{address}?keadaan=selisih")


def procedures_to_announce(programme: Programme, at: datetime) -> Iterator[Todo]:
    for call in calls_of(programme).filter(published_at__isnull=False, frozen_at=None):
        if not has_procedure(call):
            note = _("Sebelum %(day)s, supaya diumumkan sebelum ada yang tahu siapa yang mendaftar")
            note %= {"day": plain_date(call.ends_at, clock.office_zone())}
            address = [programme.organisation.slug, programme.slug, call.slug]
            yield Todo(_("Umumkan tata cara seleksi"), note, reverse("selection:procedure", args=address))


def objections_to_answer(programme: Programme, at: datetime) -> Iterator[Todo]:
    for draw in draws_of(programme):
        if count := draw.objections.filter(state=ObjectionState.OPEN).count():
            text = ngettext("Jawab %(n)s sanggahan", "Jawab %(n)s sanggahan", count) % {"n": count}
            address = [programme.organisation.slug, programme.slug, draw.call.slug]
            is_late = draw.answers_until is not None and at >= draw.answers_until
            note = _("Batas waktu menjawab sudah lewat") if is_late else _("Undian menunggu jawabannya")
            yield Todo(text, note, reverse("selection:objections", args=address))
        if count := draw.objections.filter(state=ObjectionState.UPHELD, settled_at=None).count():
            text = _("Selesaikan %(n)s sanggahan yang dikabulkan") % {"n": count}
            address = [programme.organisation.slug, programme.slug, draw.call.slug]
            note = _("Lamarannya dinilai, lalu daftar dibekukan ulang")
            yield Todo(text, note, reverse("selection:objections", args=address))


def free_seats_to_decide(programme: Programme, at: datetime) -> Iterator[Todo]:
    for draw in draws_of(programme):
        if draw.is_by_type and draw.call.stage.seats_free and waits_for_office(draw):
            address = [programme.organisation.slug, programme.slug, draw.call.slug]
            note = _("Tidak ada cadangan yang menjaga sisa kuota")
            yield Todo(_("Putuskan kursi kosong"), note, reverse("selection:relax", args=address))


def draws_to_hold(programme: Programme, at: datetime) -> Iterator[Todo]:
    for call in calls_of(programme).filter(published_at__isnull=False):
        if at >= call.ends_at and not draw_of(call) and not unsettled_applications(call).exists():
            yield Todo(_("Siapkan undian"), call.title, link_to("selection:draws", programme))


def draws_to_finish(programme: Programme, at: datetime) -> Iterator[Todo]:
    for draw in draws_of(programme):
        if not draw.is_published and not draw.hears_objections(at):
            yield Todo(_("Lanjutkan undian"), draw.call.title, link_to("selection:draws", programme))


def offers_to_open(programme: Programme, at: datetime) -> Iterator[Todo]:
    for draw in draws_of(programme):
        if draw.is_published and not draw.offers_opened_at:
            yield Todo(_("Tawarkan kursi"), draw.call.title, link_to("selection:offers", programme))


def people_to_call(programme: Programme, at: datetime) -> Iterator[Todo]:
    for stage in programme.stages.all():
        waiting = call_list(stage, at).filter(reached_at=None, application__email="")
        if count := waiting.count():
            text = ngettext("Hubungi %(n)s orang tanpa email", "Hubungi %(n)s orang tanpa email", count) % {"n": count}
            first = waiting.order_by("deadline")[0]
            note = _("Tenggat terdekat %(date)s") % {"date": plain_date(first.deadline, clock.office_zone())}
            address = [programme.organisation.slug, programme.slug, stage.ordinal]
            yield Todo(text, note, reverse("selection:calling", args=address))


def presence_to_record(programme: Programme, at: datetime) -> Iterator[Todo]:
    past = meetings_of(programme).filter(ends_at__lt=at, attendance=None, cohort__seats_taken__gt=0)
    if count := past.count():
        text = ngettext("Catat presensi %(n)s sesi", "Catat presensi %(n)s sesi", count) % {"n": count}
        link = link_to("training:timetable", programme, "?waktu=belum-dicatat")
        yield Todo(text, _("Sesinya sudah lewat"), link)


def baselines_to_ask_for(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := baselines_missing(programme, at):
        text = ngettext("%(n)s peserta belum mengisi titik awal", "%(n)s peserta belum mengisi titik awal", count)
        note = _("Sebelum sesi pertama, supaya kemajuannya terlihat")
        yield Todo(text % {"n": count}, note, link_to("training:baselines", programme, "?keadaan=belum"))


def works_without_assessors(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := works_lacking_assessors(programme):
        text = ngettext("Minta penilai untuk %(n)s karya", "Minta penilai untuk %(n)s karya", count) % {"n": count}
        note = _("Penilainya kurang, atau nilainya berselisih jauh")
        yield Todo(text, note, link_to("training:submissions", programme, "?keadaan=waiting"))


def lapsed_contacts(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := overdue_mentorships(programme, at).count():
        text = ngettext("%(n)s peserta terlambat dihubungi", "%(n)s peserta terlambat dihubungi", count) % {"n": count}
        note = _("Lebih dari %(days)s hari tanpa kontak") % {"days": programme.contact_rhythm_days}
        yield Todo(text, note, link_to("mentoring:pairs", programme))


def follow_ups(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := open_follow_ups(programme).count():
        text = ngettext("Tindak lanjuti %(n)s hal tentang peserta", "Tindak lanjuti %(n)s hal tentang peserta", count)
        yield Todo(
            text % {"n": count},
            _("Terbuka sampai ada yang menulis apa yang dilakukan"),
            link_to("mentoring:follow_ups", programme),
        )


def people_without_mentor(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := unassigned_enrolments(programme).count():
        text = ngettext("Carikan pendamping untuk %(n)s peserta", "Carikan pendamping untuk %(n)s peserta", count)
        yield Todo(
            text % {"n": count},
            _("Setiap peserta berhak didampingi sampai selesai"),
            link_to("mentoring:pairs", programme),
        )


def works_to_confirm(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := unconfirmed_count(programme):
        text = ngettext("Periksa %(n)s karya", "Periksa %(n)s karya", count) % {"n": count}
        yield Todo(text, _("Tautan yang dicatat peserta atau pendamping"), link_to("publication:works", programme))


def certificates_to_issue(programme: Programme, at: datetime) -> Iterator[Todo]:
    if count := sum(to_certify(stage).count() for stage in programme.stages.all()):
        text = ngettext("Terbitkan %(n)s sertifikat", "Terbitkan %(n)s sertifikat", count) % {"n": count}
        yield Todo(text, _("Pesertanya sudah memenuhi semua syarat"), link_to("evaluation:completion", programme))


BY_ROLE: dict[str, tuple[Finder, ...]] = {
    Role.OFFICER: (
        applications_to_screen,
        contested_to_settle,
        third_readers_to_call,
        procedures_to_announce,
        objections_to_answer,
        free_seats_to_decide,
        draws_to_hold,
        draws_to_finish,
        offers_to_open,
        people_to_call,
        messages_to_release,
        messages_to_mend,
        letters_to_tell,
        presence_to_record,
        baselines_to_ask_for,
        works_without_assessors,
        lapsed_contacts,
        follow_ups,
        people_without_mentor,
        works_to_confirm,
        certificates_to_issue,
        plan_to_complete,
        plan_to_publish,
        budget_to_plan,
        calls_to_prepare,
    ),
    Role.BUDGET_AUTHORITY: (budget_to_adopt, objections_to_answer, draws_to_finish),
    Role.PPTK: (payments_lacking_evidence, payments_beyond, objections_to_answer, draws_to_finish, budget_to_plan),
    Role.PPK_SKPD: (payments_waiting_for_verification, payments_beyond),
    Role.TREASURER: (payments_waiting_for_money,),
}
