"""What was downloaded to be signed is not its own signed copy."""

import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.people import SETUP
from factories.selection import make_frozen_draw, make_numbered
from sanggar.foundation import clock
from sanggar.foundation.untouched import is_untouched, marked
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.decree_refusals import CopyUnsigned
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Decree, DecreeState, SignedCopy

pytestmark = pytest.mark.django_db
DRAW = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/tahap-1"
TOLD = "jadi belum ditandatangani"


@pytest.fixture
def decree(programme: Programme) -> Decree:
    return make_numbered(programme)


@pytest.mark.parametrize(
    ("page", "upload"), [("sk/1.pdf", "sk/1/unggah/"), ("berita-acara.pdf", "berita-acara/unggah/")]
)
def test_the_file_as_it_was_downloaded_is_refused_and_one_that_was_signed_is_kept(
    decree: Decree, page: str, upload: str, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    browser = signed_in(officer)
    found = browser.get(f"{DRAW}/{page}")
    content = found.getvalue()
    assert content.startswith(b"%PDF-")

    def send(content: bytes) -> tuple[int, bool]:
        file = SimpleUploadedFile("naskah.pdf", content, content_type="application/pdf")
        answer = browser.post(f"{DRAW}/{upload}", {"once": str(uuid.uuid4()), "file": file})
        return answer.status_code, TOLD in answer.content.decode()

    assert send(content) == (422, True)
    decree.refresh_from_db()
    assert (SignedCopy.objects.count(), decree.state) == (0, DecreeState.NUMBERED)
    assert send(content + b"% ditandatangani") == (302, False)
    assert SignedCopy.objects.count() == 1


def test_minutes_downloaded_before_they_told_what_they_tell_now_are_refused_too(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    early = minutes(draw)
    draw.venue = "Aula lantai 2"
    draw.save(update_fields=["venue"])
    assert minutes(draw) != early
    with pytest.raises(CopyUnsigned):
        actions.upload_signed_copy(draw, file=SimpleUploadedFile("ba.pdf", early), by=SETUP, at=clock.now())


def test_whatever_is_done_to_a_paper_shows() -> None:
    paper = marked(b"%PDF-1.7\ntrailer<<>>\nstartxref\n9\n%%EOF")
    changed = [paper + b"\n1 0 obj", paper.replace(b"1.7", b"1.6"), paper.replace(b"\n9\n", b"\n8\n"), b"%PDF-1.7 scan"]
    assert [is_untouched(each) for each in (paper, *changed, marked(paper), b"")] == [True, *[False] * 4, True, False]
