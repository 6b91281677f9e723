"""Checking a certificate in public: open to anyone with the code, without a cookie, and without a word too many."""

import hashlib
from typing import Any

import pytest
from django.test import Client

from factories.evaluation import make_certificate, make_finisher, make_rule
from factories.people import SETUP
from factories.training import make_cohort_of
from sanggar.evaluation import actions
from sanggar.evaluation.models import Certificate
from sanggar.evaluation.pages.public import MISSES
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
UNKNOWN = "0" * 20


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def certificate(programme: Programme) -> Certificate:
    make_rule(programme)
    return make_certificate(make_finisher(make_cohort_of(programme), "Sulastri"))


def address(certificate: Certificate) -> str:
    return f"/sertifikat/{certificate.code}/"


def test_a_valid_certificate_shows_what_is_printed_on_it(client: Client, certificate: Certificate) -> None:
    response = client.get(address(certificate))
    page = response.content.decode()
    assert response.status_code == 200
    for words in ("Sertifikat ini berlaku", "Sulastri", certificate.number, "Pelatihan YouTuber dan TikTok"):
        assert words in page
    assert "Dinas Komunikasi dan Informatika Kota Malang" in page


def test_it_sets_no_cookie_is_briefly_cacheable_and_not_for_search_engines(
    client: Client, certificate: Certificate
) -> None:
    for path in ("/sertifikat/", address(certificate), f"/sertifikat/{UNKNOWN}/"):
        response = client.get(path)
        assert not response.cookies, path
        assert response["X-Robots-Tag"] == "noindex"
        assert "max-age=60" in response["Cache-Control"]


def test_it_tells_neither_nik_nor_birth_date_nor_phone(client: Client, certificate: Certificate) -> None:
    person, page = certificate.enrolment.person, client.get(address(certificate)).content.decode()
    for secret in (person.nik_prefix, str(person.birth_date.year), person.phone[3:]):
        assert secret not in page


def test_a_revoked_certificate_says_since_when_and_not_why(client: Client, certificate: Certificate) -> None:
    actions.revoke_certificate(certificate, reason="Menyontek tugas orang lain", **act())
    response = client.get(address(certificate))
    page = response.content.decode()
    assert response.status_code == 200
    assert "Sertifikat ini tidak berlaku lagi" in page
    assert plain_date(clock.today()) in page
    assert "Menyontek" not in page
    assert "/pdf/" not in page


def test_a_replaced_certificate_leads_to_its_replacement(client: Client, certificate: Certificate) -> None:
    new = actions.reissue_certificate(certificate, name="Sulastri Siman", reason="salah eja", **act())
    old_page = client.get(address(certificate)).content.decode()
    assert "Sertifikat ini sudah diganti" in old_page
    assert address(new) in old_page
    assert "salah eja" not in old_page
    assert "Sertifikat ini berlaku" in client.get(address(new)).content.decode()


def test_the_pdf_is_the_same_every_time_and_matches_the_shown_digest(client: Client, certificate: Certificate) -> None:
    first, second = (client.get(f"{address(certificate)}pdf/").getvalue() for _ in range(2))
    assert first.startswith(b"%PDF-")
    assert first == second
    assert hashlib.sha256(first).hexdigest() in client.get(address(certificate)).content.decode()


def test_the_pdf_of_what_is_no_longer_valid_is_not_handed_out(client: Client, certificate: Certificate) -> None:
    client.get(f"{address(certificate)}pdf/")
    actions.revoke_certificate(certificate, reason="keliru", **act())
    response = client.get(f"{address(certificate)}pdf/")
    assert (response.status_code, response["Location"]) == (302, address(certificate))


@pytest.mark.parametrize("path", [f"/sertifikat/{UNKNOWN}/", f"/sertifikat/{UNKNOWN}/pdf/", "/sertifikat/kode-lain/"])
def test_an_unknown_code_is_explained(client: Client, certificate: Certificate, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "Tidak ada sertifikat dengan kode ini." in response.content.decode()


def test_a_code_is_understood_as_it_is_typed(client: Client, certificate: Certificate) -> None:
    for typed in (certificate.printed_code, certificate.code.lower(), f" {certificate.printed_code.lower()} "):
        response = client.get("/sertifikat/", {"kode": typed})
        assert (response.status_code, response["Location"]) == (302, address(certificate))
    assert client.get(f"/sertifikat/{certificate.printed_code}/")["Location"] == address(certificate)


def test_what_is_no_code_is_told_on_the_field_and_kept(client: Client) -> None:
    response = client.get("/sertifikat/", {"kode": "7K3F"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "20 huruf dan angka" in page
    assert 'value="7K3F"' in page


def test_guessing_is_slowed_down_and_holders_are_not(client: Client, certificate: Certificate) -> None:
    guesser: Any = {"REMOTE_ADDR": "203.0.113.7"}
    tries = [client.get(f"/sertifikat/{number:020}/", **guesser).status_code for number in range(MISSES + 1)]
    assert tries == [404] * MISSES + [429]
    blocked = client.get(f"/sertifikat/{UNKNOWN}/", **guesser)
    assert 0 < int(blocked["Retry-After"]) <= 600
    assert client.get(address(certificate), **guesser).status_code == 200
    assert client.get(f"/sertifikat/{UNKNOWN}/", REMOTE_ADDR="203.0.113.8").status_code == 404


def test_nothing_can_be_posted(client: Client, certificate: Certificate) -> None:
    assert client.post(address(certificate)).status_code == 405
