"""Every kind of page once on PostgreSQL too: its queries are for both, and only a server shows what it refuses."""

import pytest
from django.db import connection
from walk import Walk

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="test_doors.py walks there on SQLite"),
]


def test_every_kind_of_page_answers_whoever_may_read_it(walked: Walk) -> None:
    broken = {visit.route: visit.response.status_code for visit in walked.visits if visit.response.status_code >= 400}
    kinds = {visit.route for visit in walked.visits}
    assert (len(kinds) > 280, broken) == (True, {})
