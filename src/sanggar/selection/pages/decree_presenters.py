"""The words of the pages about decrees and signed copies."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation.dates import plain_date
from sanggar.foundation.money import grouped
from sanggar.people.models import Account
from sanggar.selection.documents.decree import diktum
from sanggar.selection.models import Decree, DecreeState, Draw, OfferState, SignedCopy
from sanggar.selection.moments import when
from sanggar.selection.queries import annex_of, changes_of, copies_of
from sanggar.selection.rules import may_draft_decree, may_file_signed_copies, may_number_decree

DECREE_TONES = {DecreeState.DRAFT: "now", DecreeState.NUMBERED: "warn", DecreeState.SIGNED: "good"}


@dataclass(frozen=True, slots=True)
class DecreeLine:
    """A decree in the list of a draw's decrees."""

    title: str
    about: str
    state: str
    tone: str
    link: str
    note: str


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A signed copy, with what became of it."""

    name: str
    link: str
    note: str
    digest: str
    is_current: bool


def decree_line(decree: Decree) -> DecreeLine:
    people = len(annex_of(decree))
    told = ngettext("%(count)s peserta dalam lampiran", "%(count)s peserta dalam lampiran", people)
    return DecreeLine(
        title_of(decree),
        decree.about,
        decree.get_state_display(),
        DECREE_TONES[DecreeState(decree.state)],
        address("decree", decree),
        told % {"count": grouped(people)},
    )


def title_of(decree: Decree) -> str:
    if not decree.is_draft:
        return _("SK Nomor %(number)s") % {"number": decree.number}
    return _("Rancangan SK perubahan") if decree.is_amendment else _("Rancangan SK penetapan peserta")


def facts_of(decree: Decree) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = []
    if decree.dated_on and decree.numbered_at:
        facts += [(_("Tanggal"), plain_date(decree.dated_on))]
    facts += [(_("Penanda tangan"), f"{decree.signer_name}, {decree.signer_title}")]
    facts += [(_("Peserta dalam lampiran"), grouped(len(annex_of(decree))))]
    if changes := changes_of(decree):
        facts += [(_("Ditambahkan"), len(changes.joined)), (_("Digantikan"), len(changes.left))]
    return facts


def orders_of(decree: Decree) -> list[tuple[str, str]]:
    return [(diktum(place), text) for place, text in enumerate(decree.orders, start=1)]


def event_entries(decree: Decree) -> list[dict[str, Any]]:
    titles = {
        ("", "draft"): (_("Rancangan disusun"), "now"),
        ("draft", "draft"): (_("Rancangan diubah"), "idle"),
        ("draft", "numbered"): (_("Diberi nomor"), "warn"),
        ("numbered", "signed"): (_("Salinan bertanda tangan disimpan"), "good"),
    }
    shown = []
    for event in decree.events.order_by("-at", "-pk"):
        title, tone = titles[event.from_state, event.to_state]
        shown.append({"at": event.at, "title": title, "by": event.by_label, "tone": tone})
    return shown


def copy_lines(draw: Draw, decree: Decree | None = None) -> list[CopyLine]:
    return [_copy_line(copy) for copy in copies_of(draw, decree)]


def _copy_line(copy: SignedCopy) -> CopyLine:
    told = _("Diunggah %(who)s, %(when)s.") % {"who": copy.by, "when": when(copy.at)}
    if copy.replaced_at:
        gone = _("Diganti %(who)s, %(when)s: %(reason)s")
        replaced = {"who": copy.replaced_by, "when": when(copy.replaced_at), "reason": copy.replace_reason}
        told = f"{told} {gone % replaced}"
    link = reverse("selection:signed_copy", args=[*_place(copy.draw), copy.pk])
    return CopyLine(copy.file.name, link, told, copy.file.digest, copy.is_current)


def rights_on(account: Account, draw: Draw) -> dict[str, bool]:
    programme = draw.call.stage.programme
    return {
        "may_draft": may_draft_decree(account, programme),
        "may_number": may_number_decree(account, programme),
        "may_file": may_file_signed_copies(account, programme),
    }


def consequences(decree: Decree) -> dict[str, Any]:
    """What numbering would fix."""
    changes, people, waiting = changes_of(decree), len(annex_of(decree)), waiting_beside(decree)
    return {
        "people": people,
        "waiting": waiting,
        "most_wait": 0 < people < waiting,
        "is_unchanged": changes is not None and not (changes.joined or changes.left),
    }


def waiting_beside(decree: Decree) -> int:
    """How many have a seat offered, have not answered, and are therefore in no annex yet."""
    return decree.draw.entries.filter(offer__state=OfferState.OPEN).count()


def address(name: str, decree: Decree) -> str:
    return reverse(f"selection:{name}", args=[*_place(decree.draw), decree.ordinal])


def _place(draw: Draw) -> tuple[str, str, str]:
    programme = draw.call.stage.programme
    return programme.organisation.slug, programme.slug, draw.call.slug
