"""The rights of whoever asks for a page are read once for it, and anew for the next."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanggar.foundation import clock
from sanggar.people.models import Account, Grant
from sanggar.planning.models import Programme
from sanggar.planning.rules import may_run_programme

pytestmark = pytest.mark.django_db
READS = re.compile(r'^SELECT .*"role".* FROM "(people_grant|planning_programmegrant)"')
TIMES = re.compile(r"'[-0-9: .+]+'")


@pytest.mark.parametrize("part", ["", "pendaftaran/", "pelatihan/", "pendampingan/", "belanja/"])
def test_a_page_reads_a_right_once_however_often_it_asks(
    part: str, officer: Account, programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    address = f"/desk/{programme.organisation.slug}/{programme.slug}/{part}"
    with CaptureQueriesContext(connection) as asked:
        assert signed_in(officer).get(address).status_code == 200
    reads = Counter(TIMES.sub("?", each["sql"]) for each in asked if READS.match(each["sql"]))
    assert reads
    assert reads.most_common(1)[0][1] == 1, reads


def test_a_right_that_ended_opens_no_page_after_it(
    officer: Account, programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    browser, address = signed_in(officer), f"/desk/{programme.organisation.slug}/{programme.slug}/"
    assert browser.get(address).status_code == 200
    Grant.objects.filter(account=officer).update(ended_at=clock.now())
    assert browser.get(address).status_code == 404


def test_outside_a_request_a_right_is_read_each_time(officer: Account, programme: Programme) -> None:
    assert may_run_programme(officer, programme)
    Grant.objects.filter(account=officer).update(ended_at=clock.now())
    assert not may_run_programme(officer, programme)
