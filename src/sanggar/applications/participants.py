"""Who already takes part in a programme, asked when they apply to another of its stages.

Taking part begins in a later room, which this one may not look into: it says so by `@names_participants`, as rooms do
that keep sealed values elsewhere (`foundation.rotation`). For the people who screen: of another stage only a note; who
has a seat in the very stage can not be accepted for it again. Nothing that an applicant reads.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sanggar.applications.models import Application
from sanggar.planning.models import Programme, Stage

Names = Callable[[Programme], Mapping[str, str]]
ASKED: list[Names] = []


def names_participants(ask: Names) -> Names:
    """Register a function that tells a programme's participants: keyed hash of the NIK → name of the stage."""
    ASKED.append(ask)
    return ask


@dataclass(frozen=True, slots=True)
class EarlierParticipants:
    """Keyed hashes of NIKs: who ever had a seat in any other stage of the office's programmes, and who finished an
    earlier stage of this one.
    """

    took_part: frozenset[str] = frozenset()
    finished: frozenset[str] = frozenset()


Past = Callable[[Stage], EarlierParticipants]
PAST: list[Past] = []


def names_earlier_participants(ask: Past) -> Past:
    """Register a function that tells who took part before."""
    PAST.append(ask)
    return ask


def earlier_participants(stage: Stage) -> EarlierParticipants:
    """As seen by someone who applies to this stage."""
    told = [ask(stage) for ask in PAST]
    return EarlierParticipants(
        frozenset().union(*(each.took_part for each in told)), frozenset().union(*(each.finished for each in told))
    )


Seated = Callable[[Stage], Iterable[str]]
SEATED: list[Seated] = []


def names_seated(ask: Seated) -> Seated:
    """Register a function that tells who has a seat in a stage, by the keyed hash of the NIK."""
    SEATED.append(ask)
    return ask


def seated_in(stage: Stage) -> frozenset[str]:
    """Who has a seat in this very stage, and so can not take another."""
    return frozenset().union(*(ask(stage) for ask in SEATED))


def stages_by_nik(programme: Programme) -> dict[str, str]:
    """The stage in which each participant of the programme has a seat, by the keyed hash of the NIK."""
    return {nik: stage for ask in ASKED for nik, stage in ask(programme).items()}


def seat_elsewhere(application: Application) -> str:
    """The stage of this programme in which the applicant has a seat already, other than by this application; or ""."""
    stage = stages_by_nik(application.programme).get(application.nik_lookup, "")
    return "" if application.is_frozen and stage == application.call.stage.name else stage
