"""Seats given away in public: scored, drawn under quotas, contested, declined and taken, through the pages alone."""

from pathlib import Path
from typing import Any

import pytest

from journeys.steps import drawing, scoring, screening, selecting
from journeys.steps.town import Town, given_an_office_with_its_people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_seats_are_given_by_marks_quotas_and_chance(enter: Any, tmp_path: Path) -> None:
    town = given_an_office_with_its_people(enter)
    selecting.given_a_call_with_applicants(town)
    selecting.given_accounts_of_reviewers(town, scoring.REVIEWERS)
    when_applications_are_scored(town)
    when_the_rule_is_announced_and_the_call_closed(town)
    when_the_frozen_list_clashes_with_the_quotas(town)
    when_an_objection_is_upheld(town)
    when_the_seats_are_drawn(town)
    when_two_decline_and_the_rest_accept(town)
    then_everyone_can_check_it(town, tmp_path)


def when_applications_are_scored(town: Town) -> None:
    scoring.when_the_officer_writes_the_rubric(town)
    scoring.when_the_officer_appoints_reviewers(town)
    scoring.when_the_reviewers_declare_no_conflict(town)
    scoring.when_the_applications_are_shared_out(town)
    scoring.when_the_reviewers_score(town)
    scoring.then_the_marks_can_be_used(town)


def when_the_rule_is_announced_and_the_call_closed(town: Town) -> None:
    selecting.when_the_procedure_asks_for_marks_and_quotas(town)
    selecting.when_one_is_refused_by_mistake(town)
    screening.when_the_call_is_closed(town)


def when_the_frozen_list_clashes_with_the_quotas(town: Town) -> None:
    selecting.when_the_list_is_frozen(town)
    selecting.then_the_quotas_clash_and_the_smallest_change_is_proposed(town)
    selecting.then_everyone_reads_what_gave_way(town)
    selecting.then_each_reads_the_own_chance(town)


def when_an_objection_is_upheld(town: Town) -> None:
    selecting.when_the_refused_one_objects(town)
    selecting.then_who_refused_may_not_answer(town)
    selecting.when_somebody_else_upholds_it(town)
    selecting.then_the_list_is_frozen_anew(town)
    selecting.when_the_objection_period_is_over(town)


def when_the_seats_are_drawn(town: Town) -> None:
    selecting.when_the_stage_is_on_the_wall(town)
    drawing.when_two_people_read_the_dice(town)
    selecting.then_the_stage_shows_the_dice(town)
    drawing.when_the_draw_is_run_and_published(town)
    selecting.then_the_result_keeps_the_quotas(town)
    selecting.then_the_own_pages_tell_the_result(town)


def when_two_decline_and_the_rest_accept(town: Town) -> None:
    selecting.when_the_seats_are_offered(town)
    selecting.when_a_man_of_each_track_declines(town)
    selecting.when_everyone_who_was_asked_accepts(town)


def then_everyone_can_check_it(town: Town, folder: Path) -> None:
    selecting.then_the_inspector_finds_it_valid(town)
    selecting.then_any_browser_finds_it_valid(town)
    selecting.then_a_bare_python_finds_it_valid(town, folder)
