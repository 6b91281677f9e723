"""The words of the room's desk pages: steps of a draw, tones of states."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from sanggar.cores.beacon import quicknet
from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.json_text import read_json
from sanggar.foundation.errors import DomainError
from sanggar.foundation.money import grouped
from sanggar.selection.actions.postponing import require_chance_ahead
from sanggar.selection.features import features_of
from sanggar.selection.models import DRAWN, Draw, DrawState, LotteryWork, ObjectionState, Procedure, SourceKind
from sanggar.selection.moments import when
from sanggar.selection.pages.clash_words import clash_rows
from sanggar.selection.pages.left_out import Unreachable, unreachable_rows
from sanggar.selection.queries import Readiness, dice_progress, sealed_head_of, shift_of
from sanggar.selection.queries.lists import document_digest_of, list_now

DRAW_TONES = {
    DrawState.FROZEN: "now",
    DrawState.SEEDED: "now",
    DrawState.DRAWN: "warn",
    DrawState.PUBLISHED: "good",
}
STEPS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One card of the guided page; `part` is the template with what is to be done, while this is the step to do."""

    number: int
    title: str
    state: str  # "done", "now" or "later"
    text: str = ""
    part: str = ""

    @property
    def tag(self) -> str:
        return {"done": _("Selesai"), "now": _("Sekarang"), "later": _("Nanti")}[self.state]

    @property
    def tone(self) -> str:
        return {"done": "good", "now": "now", "later": "idle"}[self.state]

    @property
    def is_now(self) -> bool:
        return self.state == "now"


def current_step(draw: Draw | None, readiness: Readiness) -> int:
    """1 to 5; 6 when everything is done."""
    if draw is None:
        return 1 if readiness.fault else 2
    if not draw.has_seed and draw.state == DrawState.FROZEN:
        return 4
    done = {DrawState.FROZEN: 3, DrawState.SEEDED: 4, DrawState.DRAWN: 5, DrawState.PUBLISHED: 6}
    return done[DrawState(draw.state)]


def steps(draw: Draw | None, readiness: Readiness) -> list[Step]:
    now = current_step(draw, readiness)
    rule = draw or readiness.procedure
    is_drawn = rule is None or rule.rule in DRAWN
    told = [
        (_("Syarat"), _("Pendaftaran ditutup dan semua lamaran sudah diputuskan."), "ready"),
        (_("Bekukan daftar"), _told_freeze(draw), "freeze"),
        (_seed_word(rule), _told_seed(draw), "seed"),
        (_("Undi") if is_drawn else _("Tentukan peserta"), _told_run(draw), "run"),
        (_("Umumkan"), _told_publish(draw), "publish"),
    ]
    return [
        Step(number, title, _state(number, now), text if number < now else "", f"selection/steps/{part}.html")
        for number, (title, text, part) in enumerate(told, start=1)
    ]


def _seed_word(rule: Draw | Procedure | None) -> str:
    if rule is None or rule.rule in DRAWN:
        return _("Angka acak")
    return _("Angka acak untuk nilai yang sama") if rule.has_seed else _("Tanpa angka acak")


def facts_of(draw: Draw) -> list[tuple[str, Any]]:
    """What the freeze fixed, for the page's margin and for the public."""
    facts: list[tuple[str, Any]] = [
        (_("Orang dalam daftar"), grouped(draw.entrants)),
        (_("Kursi"), grouped(draw.seats)),
        *_frozen(draw),
        (_source_word(draw), source_text(draw)),
    ]
    if shift := shift_of(draw):
        facts.append((_("Nilai dalam berkas dinaikkan"), formats.localize(shift)))
    if draw.venue:
        facts.append((_("Tempat"), draw.venue))
    if draw.objections_until and draw.answers_until:
        facts.append((_("Masa sanggah sampai"), when(draw.objections_until)))
        facts.append((_("Sanggahan dijawab paling lambat"), when(draw.answers_until)))
    if draw.announced_for and draw.source_kind == SourceKind.DICE:
        facts.append((_("Waktu undian") if draw.is_lottery else _("Waktu penetapan"), when(draw.announced_for)))
    return facts


def _frozen(draw: Draw) -> list[tuple[str, str]]:
    """When the list that stands was frozen; beside it when the first one was."""
    last = list_now(draw)
    if last is None or draw.revision == 1:
        return [(_("Dibekukan"), when(draw.frozen_at))]
    told = {"number": last.revision, "when": when(last.at)}
    return [(_("Dibekukan"), _("%(when)s (daftar ke-%(number)s)") % told), (_("Daftar pertama"), when(draw.frozen_at))]


def _source_word(draw: Draw) -> str:
    """By marks, chance decides between equal ones alone."""
    is_for_ties = draw.has_seed and not draw.is_lottery
    return _("Angka acak untuk nilai yang sama") if is_for_ties else _("Sumber angka acak")


def digests_of(draw: Draw) -> list[tuple[str, str]]:
    """The long numbers, each on a line of its own. The head of the record is blank until its batch is sealed."""
    pairs = [(_("Sidik daftar (SHA-256)"), draw.list_digest)]
    if document := document_digest_of(draw):
        pairs.append((_("Sidik berkas daftar (SHA-256)"), document))
    if draw.lottery_digest:
        pairs.append((_("Sidik undian (SHA-256)"), draw.lottery_digest))
    if draw.values_digest:
        pairs.append((_("Sidik nilai (SHA-256)"), draw.values_digest))
    pairs.append((_("Kepala catatan audit"), sealed_head_of(draw)))
    if draw.seed:
        pairs += [*_panel_of(draw), (_("Nilai dari sumber"), draw.source_value), (_("Benih (seed)"), draw.seed)]
    return pairs


def _panel_of(draw: Draw) -> list[tuple[str, str]]:
    """Of a thousand numbered panels the one that the first three dice drew."""
    if not draw.numbered or draw.source_kind != SourceKind.DICE:
        return []
    return [(_("Susunan yang terundi"), _("Susunan nomor %(panel)s") % {"panel": draw.source_value[:3]})]


def source_text(draw: Draw) -> str:
    if not draw.has_seed:
        return _("Tanpa undian: %(rule)s") % {"rule": draw.get_rule_display()}
    if draw.drand_round is None:
        return _("Dadu bersisi sepuluh, dilempar di depan umum")
    values = {"round": draw.drand_round, "when": when(quicknet.time_of(draw.drand_round))}
    return _("drand quicknet, putaran %(round)s, terbit %(when)s") % values


def _state(number: int, now: int) -> str:
    if number == now:
        return "now"
    return "done" if number < now else "later"


def _told_freeze(draw: Draw | None) -> str:
    if draw is None:
        return ""
    last = list_now(draw)
    who, at = (last.by_label, last.at) if last else (draw.frozen_by, draw.frozen_at)
    return _told(_("%(who)s, %(when)s."), who, at)


def _told_seed(draw: Draw | None) -> str:
    if draw is None or draw.seeded_at is None:
        return ""
    if draw.source_kind == SourceKind.DRAND:
        return _told(_("Diambil dari drand dan tanda tangannya benar, %(when)s."), "", draw.seeded_at)
    final = dice_progress(draw).final
    who = _(" dan ").join(str(entry.account) for entry in final) if final else ""
    return _told(_("Dua isian yang sama oleh %(who)s, %(when)s."), who, draw.seeded_at)


def _told_run(draw: Draw | None) -> str:
    return _told(_("%(who)s, %(when)s."), draw.drawn_by, draw.drawn_at) if draw and draw.drawn_at else ""


def _told_publish(draw: Draw | None) -> str:
    return _told(_("%(who)s, %(when)s."), draw.published_by, draw.published_at) if draw and draw.published_at else ""


def _told(text: str, who: str, at: datetime) -> str:
    return text % {"who": who, "when": when(at)}


def draw_time(draw: Draw) -> str:
    """When the draw is to take place, where that was announced."""
    moment = quicknet.time_of(draw.drand_round) if draw.drand_round else draw.announced_for
    return when(moment) if moment else ""


def objections_of(draw: Draw, at: datetime) -> dict[str, Any]:
    """How many wait for an answer, how many of those upheld for the new list, and until when more can come; `hold`:
    whether any of this keeps the result waiting.
    """
    until = when(draw.objections_until) if draw.objections_until and draw.hears_objections(at) else ""
    waiting = draw.objections.filter(state=ObjectionState.OPEN).count()
    unsettled = draw.objections.filter(state=ObjectionState.UPHELD, settled_at=None).count()
    return {"waiting": waiting, "unsettled": unsettled, "until": until, "hold": bool(until or waiting or unsettled)}


def clashes_of(draw: Draw, *, may_see_needs: bool) -> list[str]:
    work = LotteryWork.objects.filter(draw=draw).first()
    faults = work_faults(draw, work) if work else []
    return clash_rows(faults, features_of(draw.call), may_see_needs=may_see_needs) if faults else []


def work_faults(draw: Draw, work: LotteryWork) -> list[Fault]:
    """Why no lottery could be made, and the ways out."""
    short = {"people": work.fewer_seats, "seats": draw.seats}
    told = [Fault("", work.fault, short), Fault("", "fewer_seats", {"seats": work.fewer_seats})]
    demands = [Fault("", each["code"], each) for each in work.demands]
    clashes = [Fault("", "quota_clash", clash) for clash in work.clashes]
    limit = [Fault("", "limit_alone")] if work.limit_alone else []
    return [*(told if work.fewer_seats else []), *demands, *clashes, *limit]


def doing_text(doing: str) -> str:
    """What the computation is at, for who waits."""
    told = {
        "chances": _("Menghitung peluang"),
        "levels": _("Meratakan peluang"),
        "panels": _("Menyusun susunan peserta"),
        "search": _("Mencari bobot setiap susunan"),
        "clash": _("Mencari kuota yang berbenturan"),
        "numbers": _("Memberi nomor pada susunan"),
    }
    return told.get(doing, _("Menghitung"))


def unreachable_of(draw: Draw) -> list[Unreachable]:
    """By type, read from the lottery as it was digested; empty while it is computed. Tells hidden features too. The
    lottery is not read where nobody is without a chance, which is nearly always.
    """
    if not draw.lottery_digest or not draw.is_by_type or not draw.entries.filter(chance=0).exists():
        return []
    document = read_json(draw.lottery.encode())
    kinds = [
        (kind["features"], kind["count"])
        for index, kind in enumerate(document["types"])
        if not any(panel["counts"][index] for panel in document["panels"])
    ]
    return unreachable_rows(kinds, draw.call)


def is_round_out(draw: Draw, at: datetime) -> bool:
    return draw.drand_round is not None and at >= quicknet.time_of(draw.drand_round)


def may_postpone(draw: Draw, at: datetime) -> bool:
    """Whether the button belongs on the page; the act looks again."""
    try:
        require_chance_ahead(draw, at)
    except DomainError:
        return False
    return True
