"""Many writers and several sealers at the same time: nothing is sealed twice, nothing is left out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from factories.people import SETUP, make_office
from sanggar.foundation import audit, clock
from sanggar.foundation.models import AuditEntry, AuditSealed

pytestmark = pytest.mark.django_db(transaction=True)


def test_writers_and_sealers_at_once_leave_an_intact_record() -> None:
    office = make_office()
    start = Barrier(6)

    def write(_: int) -> None:
        start.wait()
        for _turn in range(20):
            audit.record("people.test", office, by=SETUP, at=clock.now(), personal={"name": "Siti Uji"})
        connection.close()

    def seal(_: int) -> None:
        start.wait()
        for _turn in range(10):
            audit.seal_pending(clock.now())
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        work = [pool.submit(act, number) for number in range(3) for act in (write, seal)]
        for done in work:
            done.result()
    audit.seal_pending(clock.now(), thorough=True)
    verdict = audit.verify()
    assert (verdict.fault, verdict.pending, verdict.entries) == ("", 0, 60)
    assert AuditEntry.objects.count() == AuditSealed.objects.count() == 60
