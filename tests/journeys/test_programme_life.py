"""A programme from plan to report, through the pages alone, by the people whose job each step is."""

from pathlib import Path
from typing import Any

import pytest

from journeys.steps import (
    accompanying,
    accounting,
    applying,
    drawing,
    money,
    offering,
    planning,
    recognising,
    screening,
    training,
)
from journeys.steps.town import Town, given_an_office_with_its_people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_programme_lives_from_its_plan_to_its_report(enter: Any, tmp_path: Path) -> None:
    town = given_an_office_with_its_people(enter)
    when_it_is_planned(town)
    when_it_is_funded(town)
    when_residents_apply(town)
    when_their_applications_are_screened(town)
    when_the_seats_are_drawn(town, tmp_path)
    when_the_seats_are_offered(town)
    when_the_class_meets(town)
    when_everyone_is_accompanied(town)
    when_the_work_is_recognised(town)
    then_the_programme_accounts_for_itself(town)


def when_it_is_planned(town: Town) -> None:
    planning.when_the_officer_plans_the_programme(town)
    planning.when_the_officer_publishes_the_programme(town)
    planning.then_the_cockpit_shows_the_life_of_the_programme(town)
    planning.then_anybody_can_read_its_page(town)


def when_it_is_funded(town: Town) -> None:
    money.when_the_budget_is_planned_and_adopted(town)
    money.when_a_payment_goes_through_four_hands(town)
    money.then_what_was_spent_is_shown_beside_the_plan(town)


def when_residents_apply(town: Town) -> None:
    applying.when_the_officer_publishes_the_call(town)
    drawing.when_the_procedure_is_announced(town)
    applying.when_residents_apply_on_their_phones(town)
    applying.when_two_people_apply_with_one_nik(town)
    applying.then_the_receipt_comes_by_letter(town)


def when_their_applications_are_screened(town: Town) -> None:
    screening.when_the_officer_decides_one_by_one(town)
    screening.then_the_refused_one_reads_why(town)
    screening.when_the_correction_is_made(town)
    screening.when_a_lost_link_is_replaced_at_the_counter(town)
    screening.when_the_contest_is_settled_by_the_card(town)
    screening.when_the_rest_is_accepted_at_once(town)
    screening.when_the_call_is_closed(town)
    screening.then_nobody_can_apply_any_more(town)


def when_the_seats_are_drawn(town: Town, tmp_path: Path) -> None:
    drawing.when_the_list_is_frozen(town)
    drawing.then_its_digest_is_public_before_the_dice_are_thrown(town)
    drawing.when_two_people_read_the_dice(town)
    drawing.when_the_draw_is_run_and_published(town)
    drawing.then_the_result_names_nobody(town)
    drawing.then_anybody_can_do_the_draw_again(town, tmp_path)
    drawing.then_everyone_finds_their_own_place(town)


def when_the_seats_are_offered(town: Town) -> None:
    offering.when_the_seats_are_offered(town)
    offering.then_the_office_can_call_everyone(town)
    offering.then_those_with_an_address_get_a_letter(town)
    offering.when_one_accepts(town)
    offering.when_one_declines(town)
    offering.then_the_next_reserve_is_called_up(town)
    offering.when_somebody_never_comes(town)


def when_the_class_meets(town: Town) -> None:
    training.when_a_badge_is_scanned(town)
    training.then_the_badge_shows_nothing_to_others(town)
    training.when_presence_is_recorded_by_hand_and_corrected(town)
    training.when_the_sheet_is_printed_and_its_signed_scan_kept(town)
    training.then_the_participant_reads_their_own_attendance(town)
    training.when_tomorrow_s_session_is_moved(town)


def when_everyone_is_accompanied(town: Town) -> None:
    accompanying.when_a_mentor_is_added(town, accompanying.MIRA)
    accompanying.when_mentors_are_assigned_by_proposal(town)
    accompanying.when_the_mentor_notes_a_contact_on_a_phone(town)
    accompanying.when_a_mentor_is_added(town, accompanying.MADE)
    accompanying.when_a_participant_is_handed_over(town)
    accompanying.then_the_new_mentor_reads_what_was_and_the_old_one_no_more(town)
    accompanying.when_the_accompaniment_ends(town)


def when_the_work_is_recognised(town: Town) -> None:
    recognising.when_a_participant_adds_a_work(town)
    recognising.when_the_office_confirms_it(town)
    recognising.when_the_rule_is_set(town)
    recognising.then_it_is_plain_who_has_what_and_what_is_missing(town)
    recognising.when_the_certificate_is_issued(town)
    recognising.then_anybody_can_check_it(town)
    recognising.when_it_is_issued_again_with_the_name_mended(town)
    recognising.when_it_is_revoked(town)


def then_the_programme_accounts_for_itself(town: Town) -> None:
    accounting.then_the_report_sets_the_plan_against_what_came(town)
    accounting.then_no_report_tells_of_one_person(town)
    accounting.then_the_public_page_shows_the_safe_part(town)
    accounting.then_the_inspector_reads_everything_and_changes_nothing(town)
    accounting.then_another_office_finds_nothing(town)
