"""One programme, for everyone: what, when, where, who may apply, what it costs, what came of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from sanggar.applications.models import Call, CallState
from sanggar.applications.queries import applicants_of, open_calls, public_calls
from sanggar.applications.telling import categories_told, order_told, seats_told
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, date_range, day_and_time, long_date
from sanggar.foundation.money import grouped
from sanggar.mentoring.queries import terms_of
from sanggar.planning.models import Meeting, Programme, Stage
from sanggar.planning.queries import published_programmes
from sanggar.reporting.presenters import hidden_note, people_table
from sanggar.reporting.queries import public_summary
from sanggar.selection.models import Draw, DrawState
from sanggar.selection.queries import draw_of, draws_of, has_procedure
from sanggar.selection.status import beside_other_calls, training_told
from sanggar.spending.queries import spending_totals
from sanggar.training.queries import enrolments_of


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage as the public sees it; `call` is the open one that closes first, else the newest published one; `results`
    are those of its other calls.
    """

    stage: Stage
    facts: list[tuple[str, object]]
    call: Call | None
    tag: str
    tone: str
    is_open: bool
    closing: str
    result_link: str
    results: list[tuple[str, str]]
    procedure_link: str
    seats_told: str
    applicants: int
    participants: int


@login_not_required
@cache_control(public=True, max_age=60)
def programme_page(request: HttpRequest, office: str, programme: str) -> HttpResponse:
    found = get_object_or_404(published_programmes(), organisation__slug=office, slug=programme)
    at = clock.now()
    stages = [stage_line(stage, at) for stage in found.stages.all()]
    first = next((line for line in stages if line.is_open), None)
    context = {
        "programme": found,
        "summary": found.summary_en if get_language() == "en" and found.summary_en else found.summary,
        "stages": stages,
        "open": first,
        "also_open": _also_open(found, first.call if first else None, at),
        "steps": steps_of(found),
        "rules": rules_of(found),
        "totals": (totals := spending_totals(found)),
        "money_left": totals.uncommitted,
        "money_day": day_and_time(at, clock.office_zone()),
        "seeks_mentors": terms_of(found).takes_applications,
        **results_of(found),
    }
    return render(request, "public/programme.html", context)


def _also_open(programme: Programme, shown: Call | None, at: datetime) -> list[tuple[str, str, str]]:
    """Title, address and closing time of each open call but the one that is `shown` already: none is hidden by it."""
    found = open_calls(at).filter(stage__programme=programme)
    return [(each.shown_title, each.path, closing_words(each)) for each in found if each != shown]


def results_of(programme: Programme) -> dict[str, object]:
    """The public part of the report, as shown."""
    results = public_summary(programme)
    figures = [
        (_("Pendaftar"), grouped(results.applicants)),
        (_("Peserta"), grouped(results.participants)),
        (_("Sertifikat"), grouped(results.certificates)),
    ]
    tables = [people_table(table) for table in results.tables]
    return {"results": results, "figures": figures, "tables": tables, "hidden_note": hidden_note()}


def stage_line(stage: Stage, at: datetime) -> StageLine:
    published = public_calls().filter(stage=stage).order_by("-opens_at")
    call = open_calls(at).filter(stage=stage).first() or published.first()
    state = call.state_at(at) if call else None
    tag, tone = call_words(state)
    draw = draw_of(call) if call else None
    return StageLine(
        stage=stage,
        facts=facts_of(stage, call, is_over=draw is not None and draw.is_published),
        call=call,
        tag=tag,
        tone=tone,
        is_open=state == CallState.OPEN,
        closing=closing_words(call) if call else "",
        result_link=reverse("draw", args=[draw.public_id]) if draw and draw.is_published else "",
        results=_earlier_results(stage, call),
        seats_told=seats_told(call) if call else "",
        procedure_link=_procedure_link(call, draw) if call else "",
        applicants=applicants_of(stage.programme).filter(call__stage=stage).count(),
        participants=enrolments_of(stage).seated().count(),
    )


def _earlier_results(stage: Stage, call: Call | None) -> list[tuple[str, str]]:
    """Title and address of each published result of the stage but that of `call`, the latest first."""
    others = draws_of(stage.programme).filter(call__stage=stage, state=DrawState.PUBLISHED).exclude(call=call)
    zone = clock.office_zone()
    return [
        (f"{each.call.shown_title}, {long_date(each.published_at, zone)}", reverse("draw", args=[each.public_id]))
        for each in others.defer(*Draw.HEAVY).order_by("-published_at", "pk")
        if each.published_at
    ]


def _procedure_link(call: Call, draw: Draw | None) -> str:
    """Until the result is out: how people are chosen, with the list once it is frozen."""
    if draw is None:
        return reverse("draw", args=[call.slug]) if has_procedure(call) else ""
    return "" if draw.is_published else reverse("draw", args=[draw.public_id])


def call_words(state: CallState | None) -> tuple[str, str]:
    """What the tag of a stage says, and its tone."""
    match state:
        case CallState.OPEN:
            return _("Pendaftaran dibuka"), "good"
        case CallState.WAITING:
            return _("Segera dibuka"), "now"
        case CallState.CLOSED | CallState.FROZEN:
            return _("Pendaftaran ditutup"), "idle"
        case _:
            return _("Belum diumumkan"), "idle"


def closing_words(call: Call) -> str:
    zone = clock.office_zone()
    when = {"date": long_date(call.ends_at, zone), "time": clock_time(call.ends_at, zone)}
    return _("Ditutup %(date)s pukul %(time)s") % when


def rules_of(programme: Programme) -> dict[str, object]:
    """What the questions and answers say of how seats go: once, or per call where the calls differ."""
    calls = [call for call in public_calls().filter(stage__programme=programme).order_by("-opens_at") if call.seats_go]
    answers = [(call.shown_title, order_told(call.seats_go)) for call in calls]
    same = len({answer for _title, answer in answers}) == 1
    return {
        "order": answers[0][1] if same else "",
        "orders": [] if same else answers,
        "is_drawn": any(call.is_drawn for call in calls),
    }


def facts_of(stage: Stage, call: Call | None, *, is_over: bool) -> list[tuple[str, object]]:
    """`is_over` once the result of the call is out: then its seats are given like the others."""
    seats = ngettext("%(n)s peserta", "%(n)s peserta", stage.seats) % {"n": stage.seats}
    seats = beside_other_calls(call, stage.seats, seats) if call and not is_over else seats
    found: list[tuple[str, object]] = [(_("Kursi"), seats)]
    if call and (told := categories_told(call)):
        found.append((_("Kategori"), "; ".join(told)))
    found += training_told(stage)
    rhythm = stage.programme.contact_rhythm_days
    found.append((_("Pendampingan"), ngettext("tiap %(n)s hari", "tiap %(n)s hari", rhythm) % {"n": rhythm}))
    return found


def steps_of(programme: Programme) -> list[dict[str, object]]:
    """The dates that matter to the public, in order."""
    zone = clock.office_zone()
    found: list[tuple[datetime, dict[str, object]]] = []
    for call in public_calls().filter(stage__programme=programme):
        dates = date_range(call.opens_at, call.ends_at, zone)
        text = " ".join(filter(None, (_("Lima menit lewat ponsel."), seats_told(call))))
        found.append((call.opens_at, {"at": dates, "title": call.shown_title, "text": text}))
    draws = list(draws_of(programme).defer(*Draw.HEAVY))
    several = Counter(draw.call.stage_id for draw in draws)
    for draw in draws:
        text = _("Daftar dikunci dan sidik jarinya diumumkan sebelum angka acak ada; siapa pun bisa memeriksa ulang.")
        title = _("Undian terbuka %(stage)s")
        if not draw.is_lottery:
            text = _("Daftar dikunci dan sidik jarinya diumumkan; siapa pun bisa memeriksa ulang hasilnya.")
            title = _("Penetapan peserta %(stage)s")
        title = title % {"stage": draw.call.stage.shown_name}
        if several[draw.call.stage_id] > 1:
            title = f"{title}: {draw.call.shown_title}"
        moment = draw.drawn_at or draw.announced_for or draw.frozen_at
        link = reverse("draw", args=[draw.public_id])
        found.append((moment, {"at": long_date(moment, zone), "title": title, "text": text, "link": link}))
    for stage in programme.stages.all():
        found += [
            (first, {"at": dates, "title": stage.shown_name, "text": text}) for first, dates, text in training_of(stage)
        ]
    return [step for _moment, step in sorted(found, key=lambda pair: pair[0])]


def training_of(stage: Stage) -> list[tuple[datetime, str, str]]:
    meetings = list(Meeting.objects.standing().filter(cohort__stage=stage).order_by("starts_at"))
    if not meetings:
        return []
    dates = date_range(meetings[0].starts_at, meetings[-1].starts_at, clock.office_zone())
    return [(meetings[0].starts_at, dates, _("Pelatihan di kelas, lalu pendampingan sampai selesai."))]
