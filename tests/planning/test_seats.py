"""Scarce seats: counters that the database itself defends."""

import pytest
from django.db import IntegrityError, transaction

from factories.planning import make_cohort, make_stage
from sanggar.planning.actions import (
    CohortFull,
    SeatsExhausted,
    free_taken_seat,
    hold_seat,
    release_held_seat,
    take_held_seat,
)
from sanggar.planning.models import Programme, Stage

pytestmark = pytest.mark.django_db


def test_a_seat_is_held_then_taken_then_freed(programme: Programme) -> None:
    stage = make_stage(programme, seats=2)
    cohort = make_cohort(stage)
    hold_seat(stage)
    take_held_seat(stage, cohort)
    stage.refresh_from_db()
    cohort.refresh_from_db()
    assert (stage.seats_offered, stage.seats_taken, cohort.seats_taken) == (0, 1, 1)
    free_taken_seat(stage, cohort)
    stage.refresh_from_db()
    assert (stage.seats_free, stage.seats_taken) == (2, 0)


def test_no_more_offers_than_seats(programme: Programme) -> None:
    stage = make_stage(programme, seats=1)
    hold_seat(stage)
    with pytest.raises(SeatsExhausted, match="Semua 1 kursi Tahap 1"):
        hold_seat(stage)
    release_held_seat(stage)
    hold_seat(stage)


def test_a_full_cohort_takes_nobody(programme: Programme) -> None:
    stage = make_stage(programme, seats=2)
    cohort = make_cohort(stage, seats=1)
    hold_seat(stage)
    take_held_seat(stage, cohort)
    hold_seat(stage)
    with pytest.raises(CohortFull), transaction.atomic():
        take_held_seat(stage, cohort)


def test_the_database_refuses_a_seat_too_many_even_past_the_actions(programme: Programme) -> None:
    stage = make_stage(programme, seats=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.filter(pk=stage.pk).update(seats_offered=1, seats_taken=1)
