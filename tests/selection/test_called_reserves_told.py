"""Without quotas: a reserve who was called is told in public and in the minutes as one drawn by a step is, and no draw
id with it.
"""

import re
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from factories.offers import decline
from factories.selection import make_offers, open_offers_of
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.bundles import public_bundle
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Draw, Outcome
from sanggar.selection.queries import SinceSelected, published_reserves, published_selected, since_selected

pytestmark = pytest.mark.django_db


def public(draw: Draw) -> tuple[str, str]:
    """The selected, and the reserves, as everyone reads them."""
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    chosen, _, waiting = page.partition('id="cadangan"')
    return chosen, waiting


def paper(draw: Draw) -> str:
    return " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(minutes(draw))).pages).split())


@pytest.fixture
def draw(programme: Programme) -> Draw:
    """One was drawn and declined; the first reserve was called."""
    draw = make_offers(programme, people=4, seats=1)
    decline(open_offers_of(draw)[0])
    return draw


def test_a_reserve_who_takes_the_seat_stands_among_the_selected(draw: Draw) -> None:
    (called,) = open_offers_of(draw)
    actions.accept_offer(called, by=called.application.actor, at=clock.now())
    chosen, waiting = public(draw)
    receipt = called.application.receipt
    assert (receipt in chosen, receipt in waiting, "2 orang cadangan" in waiting) == (True, False, True)
    assert "Termasuk 1 orang yang terpilih kemudian" in chosen
    assert "1 orang di antaranya kemudian melepas kursinya" in chosen
    assert since_selected(draw) == SinceSelected(given_back=1, withdrawn=0, came_in=1)


def test_a_reserve_who_was_called_and_declined_is_counted_as_having_left(draw: Draw) -> None:
    decline(open_offers_of(draw)[0])
    assert since_selected(draw) == SinceSelected(given_back=2, withdrawn=0, came_in=2)
    assert paper(draw).count("masuk dari cadangan, melepas kursi") == 1


def test_the_annex_marks_who_left_and_who_came_in(draw: Draw) -> None:
    words = paper(draw)
    assert "Dari cadangan, 1 (satu) orang kemudian dipanggil menurut urutannya" in words
    assert "termasuk cadangan yang dipanggil kemudian" in words
    assert (words.count("masuk dari cadangan"), words.count("melepas kursi ")) == (1, 1)


def test_before_anybody_is_called_nothing_of_it_is_told(programme: Programme) -> None:
    draw = make_offers(programme, people=4, seats=1)
    assert since_selected(draw) == SinceSelected(given_back=0, withdrawn=0, came_in=0)
    assert "dipanggil" not in paper(draw)
    assert [each.outcome for each in published_selected(draw)] == [Outcome.SELECTED]
    assert published_reserves(draw).count() == 3


def test_in_public_nobody_who_came_in_is_marked_nor_any_draw_id_shown_and_the_bundle_stays(
    programme: Programme,
) -> None:
    draw = make_offers(programme, people=4, seats=1)
    before = public_bundle(draw)
    decline(open_offers_of(draw)[0])
    chosen, waiting = public(draw)
    rows = re.findall(r"<tr><td.*?</tr>", chosen, re.DOTALL)
    receipts = re.findall(r"[A-Z]{2}-\w{4}-\w{4}", chosen)
    assert (len(rows), receipts, "masuk dari cadangan" in chosen) == (2, sorted(receipts), False)
    assert [each.number for each in draw.entries.all() if each.number in chosen + waiting] == []
    draw.refresh_from_db()
    assert public_bundle(draw) == before
