"""Re-checking a draw: the bundle against itself, against what was fixed and sealed before, and against our own list."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanggar.cores.beacon.quicknet import CHAIN_HASH
from sanggar.cores.beacon.signature import verify_round
from sanggar.cores.lottery import indonesian
from sanggar.cores.lottery.errors import SENTENCES, Fault, sentence
from sanggar.cores.lottery.fairness import fairness_faults
from sanggar.cores.lottery.inspection import Beacon, Report, inspect
from sanggar.cores.lottery.json_text import read_json
from sanggar.cores.lottery.progress import TooLong
from sanggar.cores.lottery.seed import BeaconRound
from sanggar.foundation.audit import subject_of
from sanggar.foundation.models import AuditEntry
from sanggar.selection.models import Draw, SourceKind
from sanggar.selection.patience import PAGE, patient

FROZEN = ("list_digest", "lottery_digest", "source", "seats", "entrants")
PARTS = {
    "digests": (_("Sidik daftar peserta dan sidik undian"), {"list_digest", "lottery_digest"}),
    "seed": (_("Angka acak dan benihnya"), {"source", "value", "signature", "seed"}),
    "places": (_("Urutan tiket dan hasil setiap orang"), {"panel", "draws"}),
    "steps": (_("Cadangan yang diundi kemudian"), {"steps", "seated"}),
}
RANKED = ("list_digest", "entrants", "rule")
SEEDED = ("list_digest", "values_digest", "source", "seats", "entrants")
SHAPE = _("Bentuk berkas dan peluang tiap orang")
TOP = re.compile(r"\$\.(\w+)")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked; `faults` are sentences in the reader's language, after their JSON path. `holds` is
    None where it could not be checked now, and `note` says how else.
    """

    label: str | Promise
    holds: bool | None
    note: str | Promise = ""
    faults: tuple[str, ...] = ()


def check_draw(draw: Draw) -> list[Check]:
    """Every check of a draw that has been run, in the order in which the draw was made."""
    bundle = read_json(draw.bundle.encode())
    report = inspect(bundle, _check_round)
    if not draw.is_lottery:
        return [
            _sealed(draw),
            Check(_("Urutan dan hasil setiap orang"), not report.faults, faults=tuple(map(_told, report.faults))),
            *_beacon(draw, report),
            Check(_("Hasil di daftar orang sama dengan berkas"), _same_places(draw, bundle["places"])),
        ]
    return [
        _sealed(draw),
        *_parts(report.faults, has_steps="steps" in bundle),
        *_beacon(draw, report),
        Check(_("Berkas sama dengan yang dibekukan dan dicatat"), _same_as_frozen(draw, bundle)),
        Check(
            _("Hasil di daftar orang sama dengan berkas"),
            _same_places(draw, bundle["draws"]) and _same_steps(draw, bundle.get("steps", [])),
        ),
        *(_fairest(draw.bundle) if draw.is_by_type and not report.faults else ()),
    ]


def _fairest(bundle: str) -> Iterator[Check]:
    """Each lottery made again, of the reserves too: the seed of a step was known before its lottery was made (0047)."""
    label = _("Setiap undian dihitung ulang: peluangnya yang paling adil")
    try:
        faults = fairness_of(bundle)
    except TooLong:
        yield Check(label, None, note=_("terlalu lama untuk halaman ini; periksa dengan sanggar draw verify --fairest"))
    else:
        yield Check(label, not faults, faults=tuple(map(_told, faults)))


@lru_cache(4)
def fairness_of(bundle: str) -> tuple[Fault, ...]:
    """Of the same bytes the same is found, and it takes seconds. Raises `TooLong`, which is not remembered."""
    return tuple(fairness_faults(read_json(bundle.encode()), patient(PAGE)))


def _check_round(beacon: BeaconRound, signature: str) -> bool | None:
    return verify_round(beacon.number, signature) if beacon.chain == CHAIN_HASH else None


def _sealed(draw: Draw) -> Check:
    """The freeze as the audit record has it, signed; someone with the database alone can not write that."""
    verbs = ["selection.fix_lottery"] if draw.has_seed else ["selection.freeze_draw", "selection.freeze_again"]
    entry = AuditEntry.objects.filter(subject=subject_of(draw), verb__in=verbs).order_by("pk").last()
    fixed = json.loads(entry.details) if entry else {}
    names = FROZEN if draw.is_lottery else SEEDED if draw.has_seed else RANKED
    holds = all(fixed.get(name) == getattr(draw, name) for name in names)
    note = _("disegel dalam catatan audit") if entry and hasattr(entry, "sealed") else _("belum disegel")
    return Check(_("Daftar dan sumber sama dengan catatan audit saat pembekuan"), holds, note)


def _parts(faults: Iterable[Fault], *, has_steps: bool) -> Iterator[Check]:
    """The bundle's own faults, by the part of it in which they stand; the shape of all the rest comes first."""
    parts = {name: part for name, part in PARTS.items() if name != "steps" or has_steps}
    found: dict[str, list[str]] = {part: [] for part in ("shape", *parts)}
    for fault in faults:
        top = TOP.match(fault.path)
        part = next((name for name, (_label, fields) in parts.items() if top and top[1] in fields), "shape")
        found[part].append(_told(fault))
    for part, told in found.items():
        yield Check(SHAPE if part == "shape" else parts[part][0], not told, faults=tuple(told))


def _told(fault: Fault) -> str:
    spoken = indonesian.SENTENCES if get_language() == "id" else SENTENCES
    return f"{fault.path}: {sentence(fault.code, fault.params, spoken)}"


def _beacon(draw: Draw, report: Report) -> Iterator[Check]:
    if draw.source_kind == SourceKind.DRAND:
        yield Check(_("Tanda tangan jaringan drand"), report.beacon is Beacon.VERIFIED)


def _same_as_frozen(draw: Draw, bundle: dict[str, object]) -> bool:
    kept = {
        "lottery": read_json(draw.lottery.encode()),
        "list_digest": draw.list_digest,
        "lottery_digest": draw.lottery_digest,
        "source": draw.source,
        "value": draw.source_value,
        "seed": draw.seed,
    }
    return all(bundle.get(name) == value for name, value in kept.items())


def _same_places(draw: Draw, places: Iterable[dict[str, object]]) -> bool:
    ours = set(draw.entries.values_list("number", "outcome", "position"))
    return ours == {(place["id"], place["outcome"], place["position"]) for place in places}


def _same_steps(draw: Draw, steps: list[dict[str, object]]) -> bool:
    """The steps of the bundle are those that we kept and those on the record, and whom they seated our list says."""
    rows = [(row.number, row.seed, row.lottery_digest) for row in draw.taken_steps.all()]
    told = [(number, step["seed"], step["lottery_digest"]) for number, step in enumerate(steps, start=1)]
    entries = AuditEntry.objects.filter(subject=subject_of(draw), verb="selection.take_step").order_by("pk")
    kept = [json.loads(details) for details in entries.values_list("details", flat=True)]
    recorded = [(step["step"], step["seed"], step["lottery_digest"]) for step in kept]
    if not rows == told == recorded:
        return False
    ours = set(draw.entries.filter(step__isnull=False).values_list("number", "step"))
    return ours == {(each, number) for number, step in enumerate(steps, start=1) for each in step["selected"]}  # type: ignore[attr-defined]
