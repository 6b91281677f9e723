"""Minutes and pages tell the same digests by the same names, and none that another takes the place of later."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from factories.people import SETUP
from factories.selection import computed, make_frozen_draw, make_procedure, make_screened_call
from sanggar.foundation import audit, clock
from sanggar.foundation.models import AuditEntry
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Draw
from sanggar.selection.pages.presenters import digests_of
from sanggar.selection.queries import sealed_head_of

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_no_head_of_the_record_is_told_before_the_lottery_is_sealed_too(programme: Programme) -> None:
    call = make_screened_call(programme, people=6, seats=3)
    make_procedure(call, quotas={"track": {"youtube": (1, 2), "tiktok": (1, 2)}})
    draw = actions.freeze_draw(call, by=SETUP, at=clock.now())
    frozen = audit.head()
    assert frozen == AuditEntry.objects.get(verb="selection.freeze_draw").sealed.batch.digest
    assert (draw.awaits_lottery, sealed_head_of(draw), frozen in _printed(draw)) == (True, "", False)
    assert "belum disegel" in _printed(draw)
    draw = computed(draw)
    head = sealed_head_of(draw)
    assert head == AuditEntry.objects.get(verb="selection.fix_lottery").sealed.batch.digest != frozen
    assert (head in _printed(draw), "belum disegel" in _printed(draw)) == (True, False)


def test_the_minutes_name_the_same_digests_as_the_pages(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    words = _printed(draw)
    pairs = [(label, value) for label, value in digests_of(draw) if label.startswith("Sidik")]
    assert [label for label, _ in pairs] == [
        "Sidik daftar (SHA-256)",
        "Sidik berkas daftar (SHA-256)",
        "Sidik undian (SHA-256)",
    ]
    assert [(label in words, value in words) for label, value in pairs] == [(True, True)] * 3


def _printed(draw: Draw) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(minutes(draw))).pages).split())
