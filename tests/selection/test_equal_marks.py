"""Who of equal marks comes first is settled by chance that nobody could know when list and marks were fixed."""

import json
from fractions import Fraction

import pytest
from django.test import Client

from factories.merit import make_marked_call, make_review_call, review_all
from factories.people import SETUP
from factories.selection import draw_and_publish, freeze
from sanggar.cores.lottery.inspection import verify
from sanggar.cores.lottery.tickets import ticket
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions.listing import values_of
from sanggar.selection.checking import check_draw
from sanggar.selection.documents.criteria import criteria_of
from sanggar.selection.models import Draw, DrawEntry, Procedure, Rule
from sanggar.selection.pages.presenters import facts_of
from sanggar.selection.procedure_refusals import SourceMissing
from sanggar.selection.refusals import FrozenListChanged, StepOutOfOrder

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(programme: Programme) -> Draw:
    """Four people with the same mark, for two seats."""
    call = make_review_call(programme, people=4)
    review_all(call, (4, 2))
    return freeze(call, rule="merit")


def places(draw: Draw) -> list[str]:
    found: list[str] = [place["id"] for place in json.loads(draw.bundle)["places"]]
    return found


def test_a_procedure_by_marks_names_where_chance_comes_from(programme: Programme) -> None:
    call = make_review_call(programme, people=2)
    with pytest.raises(SourceMissing):
        actions.write_procedure(call, actions.Terms("merit"), by=SETUP, at=clock.now())


def test_the_marks_are_fixed_in_public_before_the_dice_are_thrown(frozen: Draw) -> None:
    page = Client().get(f"/undian/{frozen.public_id}/").content.decode()
    assert frozen.values_digest
    assert frozen.values_digest in page
    with pytest.raises(StepOutOfOrder):
        actions.run_draw(frozen, by=SETUP, at=clock.now())


def test_equal_marks_go_by_ticket_and_everyone_can_check_it(frozen: Draw) -> None:
    draw = draw_and_publish(frozen)
    ids = draw.entries.values_list("number", flat=True)
    assert places(draw) == sorted(ids, key=lambda each: ticket(bytes.fromhex(draw.seed), each))
    assert verify(json.loads(draw.bundle)) == []
    assert [check.holds for check in check_draw(draw)] == [True] * 3


def test_marks_changed_after_the_freeze_stop_the_draw(frozen: Draw) -> None:
    DrawEntry.objects.filter(pk=frozen.entries.first().pk).update(mark=100)
    with pytest.raises(FrozenListChanged):
        draw_and_publish(frozen)


def test_a_procedure_from_before_goes_on_by_draw_id(programme: Programme) -> None:
    """It was published without a source, and says so."""
    call = make_review_call(programme, people=4)
    review_all(call, (4, 2))
    procedure = actions.write_procedure(
        call, actions.Terms("merit", "dice", objection_days=0), by=SETUP, at=clock.now()
    )
    Procedure.objects.filter(pk=procedure.pk).update(source_kind="")
    procedure.refresh_from_db()
    actions.publish_procedure(procedure, reason="Uji", by=SETUP, at=clock.now())
    draw = draw_and_publish(actions.freeze_draw(call, by=SETUP, at=clock.now()))
    assert (draw.rule, draw.seed, places(draw)) == (Rule.MERIT, "", sorted(places(draw)))
    assert [check.holds for check in check_draw(draw)] == [True] * 3


def test_corrected_marks_below_zero_are_ranked_and_not_made_equal(programme: Programme) -> None:
    draw = freeze(make_marked_call(programme), rule="merit")
    first, second = draw.entries.order_by("mark")[:2]
    for entry, mark in ((first, "-8.33"), (second, "-1.00")):
        type(entry).objects.filter(pk=entry.pk).update(mark=mark)
    values = values_of(draw)
    assert (values[first.number], values[second.number]) == (0, Fraction(733, 100))
    assert ("Nilai dalam berkas dinaikkan", "8,33") in facts_of(draw)
    assert any("dinaikkan 8,33" in sentence for sentence in criteria_of(draw))
