"""A quota over data that nobody may learn, once it was changed: no bound of it stands in anything that is public."""

import json
import re
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from factories.people import SETUP
from factories.selection import computed, draw_and_publish, make_sealed_draw
from sanggar.cores.lottery.sealed import opening_faults
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Draw

pytestmark = pytest.mark.django_db
CLASHING = {"disability": {"yes": (3, 3), "no": (0, 0)}}
WIDER = {"disability": {"yes": (2, 3), "no": (0, 1)}}
"""The smallest change: two of the eight need support, which is nobody's business."""


def changed_draw(programme: Programme) -> Draw:
    draw = make_sealed_draw(programme, quotas=CLASHING)
    actions.recompute_lottery(draw, quotas=WIDER, reason="Orangnya kurang", by=SETUP, at=clock.now())
    return draw_and_publish(computed(draw))


def paper(draw: Draw) -> str:
    return " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(minutes(draw))).pages).split())


def test_no_public_file_tells_bounds_over_specific_data(programme: Programme) -> None:
    draw = changed_draw(programme)
    files = {
        name: json.loads(Client().get(f"/undian/{draw.public_id}/{name}").content)
        for name in ("peserta.json", "daftar.json", "bundle.json")
    }
    assert [files[name]["quotas"] for name in ("daftar.json", "bundle.json")] == [{}, {}]
    assert [files[name]["hidden"] for name in ("daftar.json", "bundle.json")] == [["disability"]] * 2
    told = json.dumps(list(files.values()))
    assert re.findall(r"\[\d+, \d+\]|\"(?:yes|no)\"", told) == []
    assert opening_faults(files["bundle.json"], json.loads(draw.bundle)) == []
    with CaptureQueriesContext(connection) as asked:
        again = {name: json.loads(Client().get(f"/undian/{draw.public_id}/{name}").content) for name in files}
    assert again == files
    made_from = re.compile(r'"selection_draw"\."(bundle|lottery)"')
    assert [query["sql"] for query in asked if made_from.search(query["sql"])] == []  # made once, and not read again


def test_the_public_page_and_the_minutes_tell_that_it_was_changed_and_no_number(programme: Programme) -> None:
    draw = changed_draw(programme)
    page = re.sub(r"<[^>]+>", " ", Client().get(f"/undian/{draw.public_id}/").content.decode())
    written = paper(draw)
    assert "Kuota menurut kebutuhan disabilitas: tertutup, karena memakai data khusus dan pernah diubah." in written
    for bounds in ("2 sampai 3", "0 sampai 1", "tepat 3", "tepat 0", "2–3", "0–1"):
        assert (bounds in page, bounds in written) == (False, False), bounds


def test_as_it_was_published_beforehand_the_minutes_tell_it(programme: Programme) -> None:
    """A rule that everyone read before anybody applied tells nothing of who did."""
    draw = make_sealed_draw(programme)
    [told] = re.findall(r"Kuota menurut kebutuhan disabilitas: ([^.]+)\.", paper(draw))
    assert set(told.split("; ")) == {"ada kebutuhan: 1 sampai 2", "tidak ada: 1 sampai 2"}


@pytest.mark.parametrize(
    ("relaxed", "is_told"),
    [
        ({"disability": {"yes": [0, 2]}}, False),
        ({"track": {"youtube": [0, 2]}}, True),
        ({"track": {"youtube": [0, 2]}, "disability": {"yes": [0, 2]}}, True),
    ],
)
def test_that_a_hidden_quota_gave_way_in_a_step_stands_not_even_in_the_minutes(
    programme: Programme, *, relaxed: dict[str, object], is_told: bool
) -> None:
    """Beside one leaver it would say whose need it was."""
    draw = draw_and_publish(make_sealed_draw(programme))
    step = {"number": 1, "at": clock.now(), "by_label": "Dewi", "left": [], "selected": [], "reason": "Tidak ada lagi"}
    draw.taken_steps.create(**step, relaxed=relaxed)
    assert ("Kuota dilonggarkan" in paper(draw), "Tidak ada lagi" in paper(draw)) == (is_told, is_told)
