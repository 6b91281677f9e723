"""Dice on the pages: whose turn it is to enter them, and what is said afterwards. Nobody is shown another's digits."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.access import DeskRequest
from sanggar.selection import actions
from sanggar.selection.models import DiceEntry, Draw, DrawState, SourceKind
from sanggar.selection.pages import presenters
from sanggar.selection.pages.forms import DiceForm, ReplaceDiceForm
from sanggar.selection.queries import dice_progress
from sanggar.selection.rules import is_second_person, may_enter_dice


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the reading of the dice stands, for one account. `key` changes whenever the page must be shown anew."""

    key: str
    first: DiceEntry | None
    differing: tuple[DiceEntry, DiceEntry] | None
    may_enter: bool
    is_first_person: bool

    @property
    def has_form(self) -> bool:
        return self.may_enter and not self.is_first_person


def turn_of(draw: Draw, account: Account, at: datetime) -> Turn | None:
    """None while dice may not be thrown yet, and once the seed stands."""
    if not may_fall(draw, at):
        return None
    progress = dice_progress(draw)
    count = 2 * len(progress.differing) + bool(progress.waiting)
    first = progress.waiting
    return Turn(
        key=f"{draw.revision}.{count}",
        first=first,
        differing=progress.differing[-1] if progress.differing else None,
        may_enter=may_enter_dice(account, draw.call.programme),
        is_first_person=first is not None and not is_second_person(account.pk, first),
    )


def may_fall(draw: Draw, at: datetime) -> bool:
    """The list and its lottery are public, nobody objects any more, and the announced hour has come."""
    if draw.source_kind != SourceKind.DICE or draw.state != DrawState.FROZEN or draw.awaits_lottery:
        return False
    return is_time(draw, at) and not presenters.objections_of(draw, at)["hold"]


def is_time(draw: Draw, at: datetime) -> bool:
    """Whether the hour that was announced, if one was, has come."""
    return draw.announced_for is None or at >= draw.announced_for


def entered(request: DeskRequest, draw: Draw) -> DiceForm | None:
    """Carries out what was sent: None where it is done, else the form with the reason why not."""
    replaces = "replaces" in request.POST
    form = (ReplaceDiceForm if replaces else DiceForm)(request.POST)
    act = actions.replace_dice if replaces else actions.enter_dice
    if form.is_valid() and form.carry_out(partial(act, draw), by=request.actor, at=clock.now()):
        _tell_entry(request, draw, replaces=replaces)
        return None
    return form


def forms_of(refused: object, *, is_first_person: bool) -> dict[str, DiceForm | None]:
    """The form that is to be shown; and one that is not to be any more, since another has entered meanwhile, with the
    reason why it was refused.
    """
    kind = ReplaceDiceForm if is_first_person else DiceForm
    given = refused if isinstance(refused, DiceForm) else None
    is_shown = type(given) is kind
    return {"dice_form": given if is_shown else kind(), "missed_form": None if is_shown else given}


def _tell_entry(request: DeskRequest, draw: Draw, *, replaces: bool) -> None:
    """What an entry came to, to the one who made it."""
    draw.refresh_from_db()
    progress = dice_progress(draw)
    if draw.state != DrawState.FROZEN:
        messages.success(request, _("Kedua isian sama. Angka acak tercatat dan tidak dapat diganti."))
    elif replaces:
        messages.info(request, _("Isian Anda diganti. Sekarang orang kedua mengisi dengan akunnya sendiri."))
    elif progress.waiting:
        messages.info(request, _("Isian pertama tercatat. Sekarang orang kedua mengisi dengan akunnya sendiri."))
    else:
        text = _("Kedua isian berbeda. Keduanya disimpan sebagai catatan; bacalah dadu sekali lagi, lalu isi ulang.")
        messages.warning(request, text)
