"""A chance in words: small is not none, and what differs is told apart."""

from decimal import Decimal

import pytest

from factories.selection import make_quota_draw
from sanggar.planning.models import Programme
from sanggar.selection.percents import percent_of, percents_apart
from sanggar.selection.queries import chance_of, people_without_chance


@pytest.mark.parametrize(
    ("chance", "told"),
    [("0.25", "25,0"), ("0.3333333333", "33,3"), ("1", "100,0"), ("0.0021", "0,21"), ("0.0004", "0,040")],
)
def test_a_small_chance_keeps_two_digits(chance: str, told: str) -> None:
    assert percent_of(Decimal(chance)) == told


@pytest.mark.parametrize(
    ("lowest", "highest", "told"),
    [
        ("0.0021", "0.0024", ["0,21", "0,24"]),
        ("0.25", "0.5", ["25,0", "50,0"]),
        ("0.33333", "0.33339", ["33,33", "33,34"]),
        ("0.3333333333", "0.3333333334", ["33,3"]),
    ],
)
def test_two_chances_are_one_only_where_they_are_the_same(lowest: str, highest: str, told: list[str]) -> None:
    assert percents_apart(Decimal(lowest), Decimal(highest)) == told


@pytest.mark.django_db
def test_who_cannot_be_drawn_reads_so_and_everyone_how_many(programme: Programme) -> None:
    draw = make_quota_draw(programme, quotas={"track": {"youtube": (3, 3), "tiktok": (0, 0)}})
    told = {each.track.code: chance_of(each) for each in draw.call.applications.all()}
    assert told == {"youtube": "75,0 %", "tiktok": "tidak ada, karena kuota tidak menyisakan kursi bagi kelompok Anda"}
    assert people_without_chance(draw) == 4
