"""What keeps an application from being decided: judged one by one, read for all in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanggar.applications.actions.refusals import (
    AlreadyDecided,
    AlreadySeated,
    ChangedMeanwhile,
    GuardianAwaited,
    ListFrozen,
    OpinionAwaited,
    SecondPersonNeeded,
)
from sanggar.applications.guardianship import needs_guardian
from sanggar.applications.models import (
    LOOKS,
    MOVES,
    Act,
    Application,
    ApplicationEvent,
    Call,
    Guardianship,
    ScreeningTerms,
    SecondOpinion,
    Verdict,
)
from sanggar.applications.participants import seated_in
from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.funding.reference_queries import adult_ages


@dataclass(frozen=True, slots=True)
class SeenOne:
    """An application as it stood on the page; without revision or state, whatever stands there counts."""

    application: Application
    revision: int | None = None
    state: str = ""

    def is_as_seen(self, held: Application) -> bool:
        return self.revision in (None, held.revision) and self.state in ("", held.state)


Hindrances = dict[int, DomainError]
"""By application; who is not in it can be decided."""


def hindrances(held: Sequence[Application], seen: Iterable[SeenOne], act: Act, *, by: Actor) -> Hindrances:
    """`held` are the applications as they stand now. Writes nothing."""
    now = {one.pk: one for one in held}
    late = [one for one in seen if not _is_open(now[one.application.pk], one, act)]
    found = _too_late(late, now, act)
    standing = [one for one in held if one.pk not in found]
    if act == Act.REOPEN or not standing:
        return found
    return _without_a_guardian(standing, act) | _without_a_colleague(standing, act, by) | _seated(standing, act) | found


def terms_of(applications: Iterable[Application]) -> dict[int, ScreeningTerms]:
    """By call; the usual way where nobody said otherwise."""
    calls: dict[int, Call] = {one.call_id: one.call for one in applications}
    kept = ScreeningTerms.objects.in_bulk(list(calls))
    return {pk: kept.get(pk) or ScreeningTerms(call=call) for pk, call in calls.items()}


def _is_open(now: Application, one: SeenOne, act: Act) -> bool:
    return (now.frozen_at, now.erased_at) == (None, None) and now.state in MOVES[act].before and one.is_as_seen(now)


def _too_late(late: Sequence[SeenOne], now: dict[int, Application], act: Act) -> Hindrances:
    if not late:
        return {}
    events = ApplicationEvent.objects.filter(application__in=[one.application.pk for one in late])
    events = events.exclude(act__in=LOOKS)
    last = dict(events.order_by("at", "pk").values_list("application", "by_label"))
    return {one.application.pk: _why_too_late(now[one.application.pk], one, act, last) for one in late}


def _why_too_late(now: Application, one: SeenOne, act: Act, last: dict[int, str]) -> DomainError:
    if now.frozen_at:
        return ListFrozen()
    if now.state in MOVES[act].before and one.revision not in (None, now.revision):
        return ChangedMeanwhile()
    return AlreadyDecided(state=now.get_state_display(), who=last.get(now.pk, ""))


def _seated(standing: Sequence[Application], act: Act) -> Hindrances:
    """Who has a seat in the stage already: the one that a draw gave would be taken by nobody."""
    if act != Act.ACCEPT:
        return {}
    seated = {stage: seated_in(stage) for stage in {one.call.stage for one in standing}}
    return {
        one.pk: AlreadySeated(stage=one.call.stage.name) for one in standing if one.nik_lookup in seated[one.call.stage]
    }


def _without_a_colleague(standing: Sequence[Application], act: Act, by: Actor) -> Hindrances:
    """Whose opinion is awaited; where two people refuse, also without another's word on these answers."""
    opinions = list(SecondOpinion.objects.filter(application__in=standing).select_related("asked_of"))
    found: Hindrances = {}
    if act == Act.REFUSE:
        terms = terms_of(standing)
        agreeing = {
            (each.application_id, each.revision)
            for each in opinions
            if each.verdict == Verdict.REFUSE and each.asked_of_id != by.account_id
        }
        alone = [one for one in standing if (one.pk, one.revision) not in agreeing]
        found = {one.pk: SecondPersonNeeded() for one in alone if terms[one.call_id].two_refuse}
    return found | {each.application_id: OpinionAwaited(who=each.asked_of.name) for each in opinions if each.is_open}


def _without_a_guardian(standing: Sequence[Application], act: Act) -> Hindrances:
    """Children whose call wants the guardian's consent first, and it is not there."""
    if act != Act.ACCEPT:
        return {}
    ages = adult_ages()
    children = [one for one in standing if needs_guardian(one, ages)]
    if not children:
        return {}
    given = Guardianship.objects.filter(application__in=children, ended_at=None, given_at__isnull=False)
    consented, terms = set(given.values_list("application", flat=True)), terms_of(children)
    return {
        one.pk: GuardianAwaited() for one in children if one.pk not in consented and terms[one.call_id].guardian_first
    }
