"""Desk: pairs that an officer makes by hand, several before anything is reckoned anew. All of it stands in the address
(`long_addresses`): nothing is kept before the proposal is carried out, and a page that was sent to a colleague shows
the same. The form is sent by POST and answered with an address, so that no address carries hundreds of ticks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from sanggar.foundation.ui.picker import MOST as OFFERED
from sanggar.foundation.ui.picker import Picker, asked_in, matching
from sanggar.mentoring.models import RUNNING, Mentor
from sanggar.mentoring.pages.fixing import AGAIN, ASK_FIRST, CHOSEN, SHIFTS, WHOM, pairs_chosen, read_fixed
from sanggar.mentoring.pages.long_addresses import BY_HAND, KEPT, full_address, is_forgotten, short_address
from sanggar.mentoring.pages.naming import told_apart
from sanggar.mentoring.queries import mentors_of, unassigned_enrolments
from sanggar.mentoring.rules import may_arrange_mentoring
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment, EnrolmentQuerySet

ADD = "tambah"
WHO_SOUGHT, WHOM_SOUGHT = "cari", "cari_pendamping"
CARRIED = (KEPT, BY_HAND, WHO_SOUGHT, WHOM_SOUGHT, SHIFTS, ASK_FIRST)
PROPOSED = (KEPT, BY_HAND, SHIFTS, ASK_FIRST)
"""What the page of the proposal reads."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One who can be chosen; `note` tells more of them."""

    key: int
    name: str
    note: str
    is_chosen: bool


@programme_page(may_arrange_mentoring)
def pick_for_proposal(request: DeskRequest, programme: Programme) -> HttpResponse:
    back = reverse("mentoring:proposal", args=[programme.organisation.slug, programme.slug])
    mentors = mentors_of(programme).filter(active=True)
    return _page(request, programme, unassigned_enrolments(programme), mentors, back)


@programme_page(may_arrange_mentoring)
def pick_for_rematch(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Of those whom one mentor accompanies."""
    mentor = get_object_or_404(programme.mentors, pk=pk)
    back = reverse("mentoring:rematch", args=[programme.organisation.slug, programme.slug, pk])
    pairs = mentor.mentorships.filter(state__in=RUNNING)
    people = Enrolment.objects.filter(pk__in=pairs.values("enrolment")).select_related("person__village", "cohort")
    mentors = mentors_of(programme).filter(active=True).exclude(pk=pk)
    return _page(request, programme, people, mentors, back)


def _page(
    request: DeskRequest, programme: Programme, people: EnrolmentQuerySet, mentors: QuerySet[Mentor], back: str
) -> HttpResponse:
    given = request.POST if request.method == "POST" else full_address(request)
    if ADD in given and (added := pairs_chosen(given)):
        return _with(request, given, added)
    if request.method == "POST":
        wanted = PROPOSED if AGAIN in given else (*CARRIED, CHOSEN, WHOM, ADD)
        return redirect(short_address(request, back if AGAIN in given else request.path, _only(given, wanted)))
    people = people.select_related("person__village", "cohort", "application", "track").order_by("person__name", "pk")
    who, person_rows = _found(given, people, WHO_SOUGHT, CHOSEN, ["person__name", "cohort__name"])
    whom, mentor_rows = _found(given, mentors, WHOM_SOUGHT, WHOM, ["account__name"])
    page = {
        "programme": programme,
        "back": back,
        "picks": _picks(given, people, mentors),
        "kept": [(name, value) for name in (KEPT, SHIFTS, ASK_FIRST) for value in given.getlist(name)],
        "who": who,
        "whom": whom,
        "people": _people(given, person_rows),
        "mentors": _mentors(given, mentor_rows),
        "is_half": ADD in given,
        "is_forgotten": is_forgotten(request),
    }
    return render(request, "mentoring/pick.html", page)


def _only(given: QueryDict, names: Sequence[str]) -> QueryDict:
    fresh = QueryDict(mutable=True)
    for name in names:
        fresh.setlist(name, given.getlist(name))
    return fresh


def _with(request: DeskRequest, given: QueryDict, added: Sequence[str]) -> HttpResponseRedirect:
    """The same page with these pairs among those that were made; who is chosen anew has the latest mentor alone."""
    fresh = _only(given, CARRIED)
    people = {pair.partition(":")[0] for pair in added}
    for name in (KEPT, BY_HAND):
        fresh.setlist(name, [pair for pair in fresh.getlist(name) if pair.partition(":")[0] not in people])
    fresh.setlist(BY_HAND, [*fresh.getlist(BY_HAND), *added])
    return redirect(short_address(request, request.path, fresh))


def _found(
    given: QueryDict, rows: QuerySet[Any], sought: str, chosen: str, names: Sequence[str]
) -> tuple[Picker, list[Any]]:
    """Those that were searched, before them those that are chosen already and would else be out of sight."""
    asked = asked_in(given, sought)
    found = matching(rows, asked, names)
    shown = list(found[:OFFERED])
    keys = {each for each in given.getlist(chosen) if each.isdecimal()} - {str(each.pk) for each in shown}
    before = list(rows.filter(pk__in=keys)) if keys else []
    return Picker(asked, found.count(), rows.count(), sought), [*before, *shown]


def _people(given: QueryDict, rows: Sequence[Enrolment]) -> list[Choice]:
    names, chosen = told_apart(rows), given.getlist(CHOSEN)
    return [
        Choice(each.pk, names[each.pk], f"{each.track.name}, {each.cohort.name}", str(each.pk) in chosen)
        for each in rows
    ]


def _mentors(given: QueryDict, rows: Sequence[Mentor]) -> list[Choice]:
    chosen = given.get(WHOM, "")
    return [Choice(each.pk, each.account.name, f"{each.free}/{each.capacity}", str(each.pk) == chosen) for each in rows]


def _picks(given: QueryDict, people: EnrolmentQuerySet, mentors: QuerySet[Mentor]) -> list[tuple[str, str, str]]:
    """(its key, who, whom) of the pairs that were made; whoever is nobody here is passed over."""
    pairs = read_fixed(given.getlist(BY_HAND))
    who = told_apart(people.filter(pk__in=pairs))
    whom = {each.pk: each.account.name for each in mentors.filter(pk__in=pairs.values())}
    return [(f"{one}:{other}", who[one], whom[other]) for one, other in pairs.items() if one in who and other in whom]
