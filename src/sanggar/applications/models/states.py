"""The states of an application, and the one table of what leads from where to where."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationState(models.TextChoices):
    SUBMITTED = "submitted", _("Menunggu diperiksa")
    CONTESTED = "contested", _("NIK ganda")
    CORRECTION = "correction", _("Menunggu perbaikan")
    ELIGIBLE = "eligible", _("Memenuhi syarat")
    REFUSED = "refused", _("Ditolak")
    WITHDRAWN = "withdrawn", _("Ditarik")
    SUPERSEDED = "superseded", _("Digantikan")


class Act(models.TextChoices):
    SUBMIT = "submit", _("Lamaran dikirim")
    EDIT = "edit", _("Lamaran diubah")
    WITHDRAW = "withdraw", _("Lamaran ditarik")
    RETURN = "return", _("Lamaran diajukan kembali")
    ACCEPT = "accept", _("Dinyatakan memenuhi syarat")
    ASK = "ask", _("Perbaikan diminta")
    REFUSE = "refuse", _("Lamaran ditolak")
    ADMIT = "admit", _("Sanggahan dikabulkan")
    REOPEN = "reopen", _("Dikembalikan untuk diperiksa")
    SETTLE = "settle", _("KTP ditunjukkan di loket")
    SUPERSEDE = "supersede", _("Digantikan lamaran lain")
    REISSUE = "reissue", _("Tautan rahasia diterbitkan ulang")
    REVEAL = "reveal", _("Tautan rahasia atau kodenya ditampilkan kepada petugas")
    IDENTIFY = "identify", _("KTP ditunjukkan, data orang diperbarui")
    CORRECT = "correct", _("Data diperbaiki atas permintaan")
    ERASE = "erase", _("Data pribadi dihapus")
    LAPSE = "lapse", _("Tenggat perbaikan lewat")
    GUARDIAN = "guardian", _("Wali disebut")
    GUARDLINK = "guardlink", _("Tautan rahasia wali ditampilkan kepada petugas")
    CONSENT = "consent", _("Wali menyetujui")
    UNCONSENT = "unconsent", _("Wali menarik persetujuan")


LOOKS = frozenset({Act.REVEAL, Act.GUARDLINK})
"""Somebody of the office read what is secret; nothing has changed by it."""

S = ApplicationState


@dataclass(frozen=True, slots=True)
class Move:
    """The states an act may start from, and those it may end in."""

    before: frozenset[ApplicationState]
    after: frozenset[ApplicationState]


def _move(before: set[ApplicationState], *after: ApplicationState) -> Move:
    return Move(frozenset(before), frozenset(after))


# Two outcomes where the database decides whether another application of the same person lives.
MOVES: dict[Act, Move] = {
    Act.EDIT: _move({S.SUBMITTED, S.CONTESTED, S.CORRECTION, S.ELIGIBLE}, S.SUBMITTED, S.CONTESTED),
    Act.WITHDRAW: _move({S.SUBMITTED, S.CONTESTED, S.CORRECTION, S.ELIGIBLE}, S.WITHDRAWN),
    Act.RETURN: _move({S.WITHDRAWN}, S.SUBMITTED, S.CONTESTED),
    Act.ACCEPT: _move({S.SUBMITTED, S.CORRECTION}, S.ELIGIBLE),
    Act.ASK: _move({S.SUBMITTED}, S.CORRECTION),
    Act.REFUSE: _move({S.SUBMITTED, S.CORRECTION}, S.REFUSED),
    Act.ADMIT: _move({S.REFUSED}, S.ELIGIBLE),
    Act.REOPEN: _move({S.CORRECTION, S.ELIGIBLE, S.REFUSED}, S.SUBMITTED),
    Act.LAPSE: _move({S.CORRECTION}, S.SUBMITTED),
    Act.SETTLE: _move({S.CONTESTED, S.SUPERSEDED}, S.SUBMITTED),
    Act.SUPERSEDE: _move({S.SUBMITTED, S.CONTESTED, S.CORRECTION, S.ELIGIBLE, S.REFUSED}, S.SUPERSEDED),
}

ALLOWED: dict[ApplicationState, frozenset[ApplicationState]] = {
    state: frozenset().union(*(move.after for move in MOVES.values() if state in move.before)) for state in S
}

# A person has one live application in a call: one that is in none of these states. The database holds it.
NOT_LIVE = frozenset({S.CONTESTED, S.WITHDRAWN, S.SUPERSEDED})

# What the office must decide before a list can be frozen. Contested ones are not among them: a stranger who applies
# with other people's NIKs must not be able to hold up the draw.
UNSETTLED = frozenset({S.SUBMITTED, S.CORRECTION})
