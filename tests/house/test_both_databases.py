"""Every page once on PostgreSQL too: its queries are written for both, and only a server shows what it refuses."""

import pytest
from django.db import connection
from walk import Walk

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="test_doors.py walks there on SQLite"),
]


def test_every_page_answers_whoever_may_read_it(walked: Walk) -> None:
    broken = {visit.route: visit.response.status_code for visit in walked.visits if visit.response.status_code >= 400}
    assert (len(walked.visits) > 400, broken) == (True, {})
