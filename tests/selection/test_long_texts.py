"""The lottery and the bundle of a draw are megabytes: no page that only tells of the draw reads them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories.selection import make_offers
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.models import Draw, FrozenList

pytestmark = pytest.mark.django_db
TEXTS = ('"selection_draw"."lottery"', '"selection_draw"."bundle"', '"selection_frozenlist"."document"')


def read_by(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [text for text in TEXTS for query in asked if text in query["sql"].partition(" WHERE ")[0]]


def test_no_own_page_nor_the_desks_overviews_read_them(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    draw = make_offers(programme, people=3, seats=1)
    own = [f"/lamaran/{each.receipt}/{each.token}/" for each in draw.call.applications.all()]
    place = [programme.organisation.slug, programme.slug]
    desk = [reverse(f"selection:{page}", args=place) for page in ("draws", "offers")]
    desk += [f"/desk/{'/'.join(place)}/"]
    client = signed_in(officer)
    assert {address: read_by(client, address) for address in [*own, *desk]} == {
        address: [] for address in [*own, *desk]
    }


def test_a_row_read_anew_has_the_text_as_it_is_now(programme: Programme) -> None:
    """Also where the text had been read before, which a query that leaves it out would keep."""
    draw = make_offers(programme, people=3, seats=1)
    frozen: Any = FrozenList.objects.get(draw=draw)
    before = (draw.bundle, frozen.document)
    Draw.objects.filter(pk=draw.pk).update(bundle=draw.bundle + " ", frozen_at=clock.now() - timedelta(days=1))
    FrozenList.objects.filter(pk=frozen.pk).update(document=frozen.document + " ")
    draw.refresh_from_db()
    frozen.refresh_from_db()
    assert (draw.bundle, frozen.document) == (f"{before[0]} ", f"{before[1]} ")


def test_the_public_result_reads_of_people_what_it_shows_and_nothing_sealed(programme: Programme) -> None:
    draw = make_offers(programme, people=3, seats=1)
    with CaptureQueriesContext(connection) as asked:
        page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert all(each.receipt in page for each in draw.call.applications.all())
    assert [query["sql"] for query in asked if "_sealed" in query["sql"]] == []
