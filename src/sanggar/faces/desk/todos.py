"""What needs this person today: only what their role may do, the most urgent first."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.faces.desk.care_todos import WHO_CARE, care_todos
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.mentoring_todos import (
    lapsed_contacts,
    pairs_to_close,
    people_left_alone,
    people_without_mentor,
)
from sanggar.faces.desk.message_todos import messages_to_mend, messages_to_release
from sanggar.faces.desk.money_todos import OF_AUTHORITY, OF_PPTK, OF_TREASURER, OF_VERIFIER
from sanggar.faces.desk.rights_todos import rights_to_answer
from sanggar.faces.desk.todo import Finder, Todo, link_to
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date, relative_days
from sanggar.people.models import Account, Role
from sanggar.planning.rules import roles_on


def todos_of(account: Account, figures: Figures, roles: frozenset[str] | None = None) -> list[Todo]:
    """Everything that waits for one of this account's roles on the programme, which a page of many has asked for all
    of them at once.
    """
    roles = roles_on(account, figures.programme) if roles is None else roles
    finders = [finder for role in sorted(roles) for finder in BY_ROLE.get(role, ())]
    found = [todo for finder in dict.fromkeys(finders) for todo in finder(figures) if todo.begun_by != account.pk]
    care = care_todos(account, figures, roles) if roles & WHO_CARE else ()
    return [*(Todo(*line) for line in care), *found]


def plan_to_complete(figures: Figures) -> Iterator[Todo]:
    if not figures.is_planned:
        some = bool(figures.stages)
        note = _("Ada tahap tanpa kelas, atau kelas tanpa sesi") if some else _("Belum ada tahap")
        yield Todo(_("Lengkapi rencana"), note, link_to("planning:plan", figures))


def plan_to_publish(figures: Figures) -> Iterator[Todo]:
    if not figures.programme.published_at and figures.stages:
        note = _("Halaman publiknya belum dapat dibaca")
        yield Todo(_("Terbitkan program"), note, link_to("planning:publish_programme", figures))


def budget_to_plan(figures: Figures) -> Iterator[Todo]:
    if figures.budget is None:
        yield Todo(
            _("Tetapkan pagu"),
            _("Pagu dan rincian belanja belum diisi"),
            link_to("funding:open_budget", figures),
        )


def calls_to_prepare(figures: Figures) -> Iterator[Todo]:
    """A call that waits to be published; where none is running, the next stage that has none yet."""
    calls = figures.calls
    drafts = sorted((call for call in calls if not call.published_at), key=lambda call: call.stage.ordinal)
    for call in drafts:
        yield Todo(_("Terbitkan pendaftaran"), call.title, link_to("applications:call", figures, of=call.slug))
    running = [call for call in calls if call.published_at and figures.at < call.ends_at]
    called = {call.stage_id for call in calls}
    coming = next((stage for stage in figures.stages if stage.pk not in called), None)
    if figures.programme.published_at and coming and not drafts and not running:
        yield Todo(_("Buat pendaftaran"), coming.name, link_to("applications:add_call", figures))


def applications_to_screen(figures: Figures) -> Iterator[Todo]:
    found = figures.gathered.applications.get(figures.programme.pk)
    if found and found.oldest_at:
        text = ngettext("Periksa %(n)s lamaran", "Periksa %(n)s lamaran", found.submitted) % {"n": found.submitted}
        since = relative_days(found.oldest_at, clock.office_zone())
        yield Todo(
            text,
            _("Paling lama menunggu: %(since)s") % {"since": since},
            link_to("applications:queue", figures, "?state=submitted"),
        )


def contested_to_settle(figures: Figures) -> Iterator[Todo]:
    found = figures.gathered.applications.get(figures.programme.pk)
    if found and (count := found.contested):
        text = ngettext("Selesaikan %(n)s NIK ganda", "Selesaikan %(n)s NIK ganda", count) % {"n": count}
        yield Todo(
            text,
            _("Pemilik NIK menunjukkan KTP di loket"),
            link_to("applications:queue", figures, "?state=contested"),
        )


def third_readers_to_call(figures: Figures) -> Iterator[Todo]:
    for call in figures.calls:
        if count := figures.gathered.thirds.get(call.pk):
            text = ngettext("Panggil penilai ketiga: %(n)s lamaran", "Panggil penilai ketiga: %(n)s lamaran", count)
            address = link_to("selection:scores", figures, "?keadaan=selisih", of=call.slug)
            yield Todo(text % {"n": count}, _("Dua penilai jauh berbeda"), address)


def reviews_without_reader(figures: Figures) -> Iterator[Todo]:
    """Shared out, and since then fewer readers than the rubric asks for: one was in conflict, or stepped down."""
    for call in figures.calls:
        if lacking := figures.gathered.unread.get(call.pk):
            text = ngettext("%(n)s penilaian belum ada penilainya", "%(n)s penilaian belum ada penilainya", lacking)
            yield Todo(text % {"n": lacking}, call.title, link_to("selection:merit", figures, of=call.slug))


def procedures_to_announce(figures: Figures) -> Iterator[Todo]:
    for call in figures.calls:
        if call.published_at and not call.frozen_at and call.pk not in figures.gathered.announced:
            note = _("Sebelum %(day)s, supaya diumumkan sebelum ada yang tahu siapa yang mendaftar")
            note %= {"day": plain_date(call.ends_at, clock.office_zone())}
            yield Todo(_("Umumkan tata cara seleksi"), note, link_to("selection:procedure", figures, of=call.slug))


def changes_to_confirm(figures: Figures) -> Iterator[Todo]:
    for call in figures.calls:
        if not call.frozen_at and call.pk in figures.gathered.changing:
            note = _("Menunggu orang kedua, dengan akunnya sendiri")
            address, begun_by = (
                link_to("selection:procedure", figures, of=call.slug),
                figures.gathered.changing[call.pk],
            )
            yield Todo(_("Tegaskan perubahan tata cara"), note, address, begun_by)


def objections_to_answer(figures: Figures) -> Iterator[Todo]:
    for draw in figures.draws:
        unanswered, unsettled = figures.gathered.objections.get(draw.pk, (0, 0))
        if unanswered:
            text = ngettext("Jawab %(n)s sanggahan", "Jawab %(n)s sanggahan", unanswered) % {"n": unanswered}
            is_late = draw.answers_until is not None and figures.at >= draw.answers_until
            note = _("Batas waktu menjawab sudah lewat") if is_late else _("Seleksi menunggu jawabannya")
            yield Todo(text, note, link_to("selection:objections", figures, of=draw.call.slug))
        if unsettled:
            text = _("Selesaikan %(n)s sanggahan yang dikabulkan") % {"n": unsettled}
            note = _("Lamarannya dinilai; seleksi menunggunya")
            yield Todo(text, note, link_to("selection:objections", figures, of=draw.call.slug))


def withdrawals_to_confirm(figures: Figures) -> Iterator[Todo]:
    for each in figures.gathered.withdrawing.get(figures.programme.pk, ()):
        text = _("Tegaskan “tidak dapat ikut”") if each.is_refusal else _("Putuskan penarikan tawaran")
        note = _("Dimulai seorang pengelola; yang menegaskan orang lain")
        yield Todo(text, note, link_to("selection:offer", figures, of=each.offer_id), each.account_id)


def free_seats_to_decide(figures: Figures) -> Iterator[Todo]:
    for draw in figures.draws:
        if draw.is_by_type and draw.call.stage.seats_free and draw.pk in figures.gathered.stuck:
            note = _("Tidak ada cadangan yang menjaga sisa kuota")
            yield Todo(_("Putuskan kursi kosong"), note, link_to("selection:relax", figures, of=draw.call.slug))


def draws_to_hold(figures: Figures) -> Iterator[Todo]:
    drawn = {draw.call_id for draw in figures.draws}
    for call in figures.calls:
        is_over = call.published_at and figures.at >= call.ends_at
        if is_over and call.pk not in drawn and call.pk not in figures.gathered.unsettled:
            yield Todo(_("Siapkan seleksi"), call.title, link_to("selection:draws", figures))


def draws_to_finish(figures: Figures) -> Iterator[Todo]:
    for draw in figures.draws:
        if not draw.is_published and not draw.hears_objections(figures.at):
            yield Todo(_("Lanjutkan seleksi"), draw.call.title, link_to("selection:draws", figures))


def offers_to_open(figures: Figures) -> Iterator[Todo]:
    for draw in figures.draws:
        if draw.is_published and not draw.offers_opened_at:
            yield Todo(_("Tawarkan kursi"), draw.call.title, link_to("selection:offers", figures))


def people_to_seat(figures: Figures) -> Iterator[Todo]:
    """Who accepted a seat and finds no class; it goes away once the classes have room."""
    if tracks := figures.gathered.without_class.get(figures.programme.pk):
        text = ngettext("%(n)s pelamar tidak mendapat kelas", "%(n)s pelamar tidak mendapat kelas", len(tracks))
        note = _("Kursinya sudah diterima. Tambah kursi kelas: %(tracks)s") % {
            "tracks": ", ".join(dict.fromkeys(tracks))
        }
        yield Todo(text % {"n": len(tracks)}, note, link_to("planning:plan", figures))


def people_to_call(figures: Figures) -> Iterator[Todo]:
    for stage in figures.stages:
        if found := figures.gathered.unreached.get(stage.pk):
            count, first = found
            text = ngettext("Hubungi %(n)s orang tanpa email", "Hubungi %(n)s orang tanpa email", count) % {"n": count}
            note = _("Tenggat terdekat %(date)s") % {"date": plain_date(first, clock.office_zone())}
            yield Todo(text, note, link_to("selection:calling", figures, of=stage.ordinal))


def presence_to_record(figures: Figures) -> Iterator[Todo]:
    """People of whom a meeting that is over says nothing: one line, by name where it is one meeting."""
    silent = figures.gathered.unrecorded.get(figures.programme.pk, [])
    people = sum(each.unrecorded for each in silent)
    if len(silent) == 1:
        told = ngettext("%(n)s peserta “%(topic)s” belum dicatat", "%(n)s peserta “%(topic)s” belum dicatat", people)
        link = link_to("training:attendance", figures, of=silent[0].pk)
        note = plain_date(silent[0].starts_at, clock.office_zone())
        yield Todo(told % {"n": people, "topic": silent[0].topic}, note, link)
    elif silent:
        told = ngettext("Presensi %(n)s sesi belum lengkap", "Presensi %(n)s sesi belum lengkap", len(silent))
        note = ngettext("%(n)s kehadiran belum dicatat", "%(n)s kehadiran belum dicatat", people) % {"n": people}
        link = link_to("training:timetable", figures, "?waktu=belum-dicatat")
        yield Todo(told % {"n": len(silent)}, note, link)


def baselines_to_ask_for(figures: Figures) -> Iterator[Todo]:
    if count := figures.gathered.baselines.get(figures.programme.pk, 0):
        text = ngettext("%(n)s peserta belum mengisi titik awal", "%(n)s peserta belum mengisi titik awal", count)
        note = _("Sebaiknya sebelum sesi pertama; bila sudah lewat, secepatnya")
        yield Todo(text % {"n": count}, note, link_to("training:baselines", figures, "?keadaan=belum"))


def works_without_assessors(figures: Figures) -> Iterator[Todo]:
    if count := figures.gathered.unassessed.get(figures.programme.pk, 0):
        text = ngettext("Minta penilai untuk %(n)s karya", "Minta penilai untuk %(n)s karya", count) % {"n": count}
        note = _("Penilainya kurang, atau nilainya berselisih jauh")
        yield Todo(text, note, link_to("training:submissions", figures, "?perhatian=penilai"))


def works_to_confirm(figures: Figures) -> Iterator[Todo]:
    if count := figures.unconfirmed:
        text = ngettext("Periksa %(n)s karya", "Periksa %(n)s karya", count) % {"n": count}
        yield Todo(text, _("Tautan yang dicatat peserta atau pendamping"), link_to("publication:works", figures))


def certificates_to_issue(figures: Figures) -> Iterator[Todo]:
    if count := figures.gathered.ready.get(figures.programme.pk, 0):
        text = ngettext("Terbitkan %(n)s sertifikat", "Terbitkan %(n)s sertifikat", count) % {"n": count}
        yield Todo(text, _("Pesertanya sudah memenuhi semua syarat"), link_to("evaluation:completion", figures))


OF_TWO: tuple[Finder, ...] = (changes_to_confirm, objections_to_answer, withdrawals_to_confirm)
"""What one of the office began and another has to decide."""

BY_ROLE: dict[str, tuple[Finder, ...]] = {
    Role.OFFICER: (
        rights_to_answer,
        applications_to_screen,
        contested_to_settle,
        third_readers_to_call,
        reviews_without_reader,
        procedures_to_announce,
        *OF_TWO,
        free_seats_to_decide,
        draws_to_hold,
        draws_to_finish,
        offers_to_open,
        people_to_seat,
        people_to_call,
        messages_to_release,
        messages_to_mend,
        presence_to_record,
        baselines_to_ask_for,
        works_without_assessors,
        lapsed_contacts,
        people_left_alone,
        pairs_to_close,
        people_without_mentor,
        works_to_confirm,
        certificates_to_issue,
        plan_to_complete,
        plan_to_publish,
        budget_to_plan,
        calls_to_prepare,
    ),
    Role.BUDGET_AUTHORITY: (*OF_AUTHORITY, *OF_TWO, draws_to_finish),
    Role.PPTK: (*OF_PPTK, *OF_TWO, draws_to_finish, budget_to_plan),
    Role.PPK_SKPD: OF_VERIFIER,
    Role.TREASURER: OF_TREASURER,
}
