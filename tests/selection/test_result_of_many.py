"""The public result of thousands: page by page, nothing hashed or reckoned anew for each who opens it."""

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.selection import make_published_draw
from sanggar.planning.models import Programme
from sanggar.selection.models import FrozenList
from sanggar.selection.pages import public

pytestmark = pytest.mark.django_db


def receipts_on(page: str) -> list[str]:
    return [row.partition("</td>")[0] for row in page.split('<td class="nowrap">')[1:]]


def test_reserves_are_read_page_by_page_by_their_numbers(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = make_published_draw(programme, people=8, seats=2)
    waiting = list(draw.entries.filter(outcome="reserve").order_by("application__receipt"))
    numbers = [entry.application.receipt for entry in waiting]
    monkeypatch.setattr(public, "RESERVES_A_PAGE", 4)
    address, client = f"/undian/{draw.public_id}/", Client()
    first, second, beyond = (
        client.get(address, query).content.decode() for query in ({}, {"cadangan": "2"}, {"cadangan": "99"})
    )
    assert (receipts_on(first)[2:], receipts_on(second)[2:]) == (numbers[:4], numbers[4:])
    assert receipts_on(beyond) == receipts_on(second)
    assert f"Halaman 1 dari 2: nomor {numbers[0]} sampai {numbers[3]}" in first
    assert ("6 orang cadangan" in second, '?cadangan=1#cadangan" rel="prev"' in second) == (True, True)
    assert ("<details" in first.split('id="cadangan"')[1].split("</section>")[0]) is True
    assert ("<details" in second.split('id="cadangan"')[1].split("</section>")[0]) is False


def test_the_page_asks_the_database_as_often_for_many_as_for_few(programme: Programme) -> None:
    asked = []
    for people in (5, 12):
        draw = make_published_draw(programme, people=people, seats=2, slug=f"tahap-{people}")
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(f"/undian/{draw.public_id}/").status_code == 200
        asked.append(len(queries))
        assert not [each for each in queries if '"selection_frozenlist"."document"' in each["sql"].partition("FROM")[0]]
    assert asked[0] == asked[1]


def test_the_digest_of_the_list_s_file_is_kept_beside_it(programme: Programme) -> None:
    draw = make_published_draw(programme)
    file = Client().get(f"/undian/{draw.public_id}/peserta.json").content
    kept = FrozenList.objects.get(draw=draw)
    assert kept.document_digest == hashlib.sha256(file).hexdigest()
    assert kept.document_digest in Client().get(f"/undian/{draw.public_id}/").content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenList.objects.filter(pk=kept.pk).update(document_digest="")
