"""What the desk's pages ask about programmes, once for all programmes on a page, so that the number of queries does not
grow with them. Each is asked when somebody whose work it is looks: a treasurer's page asks nothing about reviews.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from sanggar.applications import waiting
from sanggar.applications.models import Call
from sanggar.applications.queries import calls_in
from sanggar.evaluation.queries import ready_in
from sanggar.foundation import clock, dates
from sanggar.foundation.messaging import lists
from sanggar.funding.deadlines import Deadlines
from sanggar.funding.models import Budget
from sanggar.funding.queries import drafts_to_adopt
from sanggar.mentoring import queries as mentoring
from sanggar.people.models import Account
from sanggar.planning.models import Programme, Stage
from sanggar.planning.queries import planned_in
from sanggar.publication.queries import unconfirmed_in
from sanggar.selection import queries as selection
from sanggar.selection.models import Draw, OfferWithdrawal
from sanggar.spending.waiting import MoneyWaiting, money_waiting
from sanggar.training import queries as training


class Gathered:
    """Of some programmes at one moment, by programme, call, draw or stage; what waits nowhere is left out."""

    def __init__(self, programmes: Sequence[Programme], at: datetime) -> None:
        self.programmes, self.at = programmes, at
        self._care: dict[int, dict[int, mentoring.CareWaiting]] = {}

    @cached_property
    def among(self) -> QuerySet[Programme]:
        return Programme.objects.filter(pk__in=[each.pk for each in self.programmes])

    @cached_property
    def stages(self) -> Mapping[int, list[Stage]]:
        found: dict[int, list[Stage]] = defaultdict(list)
        for stage in Stage.objects.filter(programme__in=self.among):
            found[stage.programme_id].append(stage)
        return found

    @cached_property
    def planned(self) -> set[int]:
        return planned_in(self.among)

    @cached_property
    def budgets(self) -> Mapping[int, Budget]:
        rows = Budget.objects.filter(programme__in=self.among).select_related("programme__organisation", "adopted_by")
        return {each.programme_id: each for each in rows}

    @cached_property
    def drafts(self) -> Mapping[int, int]:
        return drafts_to_adopt(self.among)

    @cached_property
    def money(self) -> Mapping[int, MoneyWaiting]:
        return money_waiting(self.among)

    @cached_property
    def deadlines(self) -> Deadlines:
        return Deadlines(dates.local_date(self.at, clock.office_zone()))

    # --- applications and selection ----------------------------------------------------------------------------------
    @cached_property
    def calls(self) -> Mapping[int, list[Call]]:
        """By when they open."""
        found: dict[int, list[Call]] = defaultdict(list)
        for call in calls_in(self.among).order_by("opens_at"):
            found[call.stage.programme_id].append(call)
        return found

    @cached_property
    def applications(self) -> Mapping[int, waiting.ApplicationsWaiting]:
        return waiting.applications_waiting(self.among)

    @cached_property
    def unsettled(self) -> set[int]:
        return waiting.calls_unsettled(self.among)

    @cached_property
    def rights(self) -> Mapping[int, waiting.RightsWaiting]:
        return waiting.rights_waiting(self.among, self.at)

    @cached_property
    def draws(self) -> Mapping[int, list[Draw]]:
        found: dict[int, list[Draw]] = defaultdict(list)
        for draw in selection.draws_in(self.among):
            found[draw.call.stage.programme_id].append(draw)
        return found

    @cached_property
    def changing(self) -> Mapping[int, int | None]:
        """Calls of which a change waits for a second person, each with the account that proposed it."""
        return selection.calls_with_change_in(self.among)

    @cached_property
    def withdrawing(self) -> Mapping[int, list[OfferWithdrawal]]:
        """By programme what waits for a second person before an offer ends."""
        return selection.withdrawals_waiting_in(self.among)

    @cached_property
    def announced(self) -> set[int]:
        return selection.calls_with_procedure_in(self.among)

    @cached_property
    def objections(self) -> Mapping[int, tuple[int, int]]:
        """By draw: how many wait for an answer, and to be settled."""
        return selection.objections_waiting_in(self.among)

    @cached_property
    def thirds(self) -> Mapping[int, int]:
        return selection.thirds_needed_in(self.among)

    @cached_property
    def unread(self) -> Mapping[int, int]:
        return selection.readers_lacking_in(self.among)

    @cached_property
    def stuck(self) -> set[int]:
        return selection.draws_that_wait_in(self.among)

    @cached_property
    def without_class(self) -> Mapping[int, list[str]]:
        return selection.tracks_without_class_in(self.among)

    @cached_property
    def unreached(self) -> Mapping[int, tuple[int, datetime]]:
        return selection.unreached_in(self.among, self.at)

    # --- training, mentoring, and what follows -----------------------------------------------------------------------
    @cached_property
    def unrecorded(self) -> Mapping[int, list[Any]]:
        return training.meetings_to_record_in(self.among)

    @cached_property
    def baselines(self) -> Mapping[int, int]:
        return training.baselines_missing_in(self.among, self.at)

    @cached_property
    def unassessed(self) -> Mapping[int, int]:
        return training.works_lacking_assessors_in(self.among)

    @cached_property
    def overdue(self) -> Mapping[int, int]:
        return mentoring.overdue_in(self.programmes, self.at)

    @cached_property
    def left_alone(self) -> Mapping[int, mentoring.LeftAlone]:
        return mentoring.left_alone_in(self.programmes)

    @cached_property
    def unclosed(self) -> Mapping[int, int]:
        return mentoring.unclosed_in(self.programmes, self.at)

    @cached_property
    def without_mentor(self) -> Mapping[int, int]:
        return mentoring.without_mentor_in(self.programmes)

    @cached_property
    def unconfirmed(self) -> Mapping[int, int]:
        return unconfirmed_in(self.among)

    @cached_property
    def ready(self) -> Mapping[int, int]:
        return ready_in(self.among, gaps=[each.pk for those in self.unrecorded.values() for each in those])

    @cached_property
    def held(self) -> Mapping[str, dict[str, int]]:
        """By shelf, the batches of messages that wait to be released."""
        return lists.held_on(each.shelf for each in self.programmes)

    @cached_property
    def held_subjects(self) -> Mapping[str, str]:
        return lists.held_subjects(each.shelf for each in self.programmes)

    @cached_property
    def messages(self) -> Mapping[str, Counter[str]]:
        return lists.counts_on(each.shelf for each in self.programmes)

    def care(self, account: Account) -> Mapping[int, mentoring.CareWaiting]:
        if account.pk not in self._care:
            self._care[account.pk] = mentoring.care_waiting(self.programmes, account, self.at)
        return self._care[account.pk]
