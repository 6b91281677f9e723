"""What the pages of certificates say."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.evaluation.models import Certificate, CertificateState, CompletionRule
from sanggar.evaluation.queries import ASSIGNMENTS, ATTENDANCE, CONTACTS, POST_TEST, WORKS, Completion, Requirement
from sanggar.foundation import clock
from sanggar.foundation.dates import date_range, plain_date
from sanggar.planning.models import Programme

TONES = {CertificateState.VALID: "good", CertificateState.REVOKED: "bad", CertificateState.REPLACED: "idle"}
Fact = tuple[Any, Any]


def requirement_label(key: str) -> str:
    return {
        ATTENDANCE: _("Kehadiran"),
        CONTACTS: _("Kontak"),
        WORKS: _("Karya"),
        ASSIGNMENTS: _("Tugas"),
        POST_TEST: _("Tes akhir"),
    }[key]


def value_words(completion: Completion, key: str) -> str:
    """`83% dari 80%`, `3 dari 4`; empty for what is not asked."""
    asked = {each.key: each for each in completion.requirements}.get(key)
    if asked is None:
        return ""
    if key == POST_TEST:
        return _("sudah") if asked.met else _("belum")
    sign = "%" if key == ATTENDANCE else ""
    value = "–" if asked.value is None else f"{asked.value}{sign}"
    return _("%(value)s dari %(needed)s") % {"value": value, "needed": f"{asked.needed}{sign}"}


def short_value(completion: Completion, key: str) -> str:
    """`83%`, `3 dari 4`, unbroken: what a narrow column has room for."""
    words = value_words(completion, key)
    return words.partition(" ")[0] if key == ATTENDANCE else words.replace(" ", "\u00a0")


def is_met(completion: Completion, key: str) -> bool:
    return all(each.met for each in completion.requirements if each.key == key)


def rule_words(rule: CompletionRule) -> str:
    """The rule as one sentence."""
    needed = ((ATTENDANCE, rule.attendance_percent), (CONTACTS, rule.contacts), (WORKS, rule.works))
    wanted = [Requirement(key, None, number).asked for key, number in needed if number]
    wanted += [Requirement(ASSIGNMENTS, None, 0).asked] if rule.assignments else []
    wanted += [Requirement(POST_TEST, None, 1).asked] if rule.post_test else []
    asked = ", ".join(wanted)
    return _("Lulus bila memenuhi paling sedikit: %(asked)s.") % {"asked": asked}


def day_of(moment: Any) -> str:
    return plain_date(moment, clock.office_zone())


def public_facts(certificate: Certificate) -> list[Fact]:
    """What anyone with the code may read: what is printed, nothing more."""
    told = certificate.particulars
    span = date_range(date.fromisoformat(told["starts_on"]), date.fromisoformat(told["ends_on"]))
    facts: list[Fact] = [
        (_("Nama"), certificate.name_on_it),
        (_("Pelatihan"), told["programme"]),
        (_("Tahap dan jalur"), f"{told['stage']}, {told['track']}"),
        (_("Waktu"), span),
        (_("Jam pelajaran"), told["lesson_hours"] or ""),
        (_("Nomor"), certificate.number),
        (_("Tanggal terbit"), day_of(certificate.issued_at)),
        (_("Penerbit"), told["office"]),
    ]
    return [(label, value) for label, value in facts if value]


def desk_facts(certificate: Certificate) -> list[Fact]:
    facts = [*public_facts(certificate), (_("Diterbitkan oleh"), certificate.issued_by)]
    if certificate.replaces:
        facts.append((_("Menggantikan"), certificate.replaces.number))
    if certificate.pdf:
        facts.append((_("Sidik jari berkas (SHA-256)"), certificate.pdf.digest))
    return facts


def event_entries(certificate: Certificate) -> list[dict[str, Any]]:
    titles = {
        CertificateState.VALID: _("Terbit"),
        CertificateState.REVOKED: _("Dicabut"),
        CertificateState.REPLACED: _("Diganti"),
    }
    return [
        {
            "at": event.at,
            "title": titles[CertificateState(event.to_state)],
            "text": event.reason,
            "by": event.by_label,
            "tone": TONES[CertificateState(event.to_state)],
        }
        for event in certificate.events.order_by("-at", "-pk")
    ]


def room_tabs(programme: Programme, here: str) -> list[tuple[str, str, bool]]:
    """The two lists of the room."""
    place = [programme.organisation.slug, programme.slug]
    lists = [("completion", _("Kelulusan")), ("certificates", _("Sertifikat terbit"))]
    return [(label, reverse(f"evaluation:{name}", args=place), name == here) for name, label in lists]
