"""What every request meets: a log without people in it, a language, and a kind answer when something is away."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory
from django.urls import path

from sanggar.config import errors, urls
from sanggar.config.logs import JsonLines
from sanggar.foundation import middleware
from sanggar.foundation.errors import DomainError
from sanggar.people.models import Account

NIK = "3573051708039001"


class NoSeatLeft(DomainError):
    code = "no_seat_left"
    message = "Semua kursi sudah terisi."


def _view(request: HttpRequest, act: str) -> HttpResponse:
    """Does as it is told."""
    if act == "kept":
        request.kept_page = lambda: HttpResponse("<p>Siti Uji</p>")  # type: ignore[attr-defined]
    if act == "session":
        request.session["seen"] = True
    if act in TROUBLES:
        error = TROUBLES[act]()
        raise error
    if act == "button":
        return HttpResponseNotAllowed(["POST"])
    return HttpResponse(f"{request.POST.get('note', '')} {request.LANGUAGE_CODE}")  # type: ignore[attr-defined]


TROUBLES: dict[str, Callable[[], Exception]] = {
    "away": lambda: OperationalError(f"server closed the connection while saving {NIK}"),
    "kept": OperationalError,
    "refused": NoSeatLeft,
    "bug": lambda: ValueError(f"NIK {NIK}"),
    "gone": Http404,
    "forbidden": PermissionDenied,
}
_view.login_required = False  # type: ignore[attr-defined]


class Addresses:
    """The program's own addresses, with one more that does as it is told."""

    handler400, handler403, handler404, handler500 = (
        urls.handler400,
        urls.handler403,
        urls.handler404,
        urls.handler500,
    )
    urlpatterns = [path("uji/<slug:act>/", _view), *urls.urlpatterns]


@pytest.fixture
def visitor(settings: Any, db: None) -> Client:
    settings.ROOT_URLCONF = Addresses
    return Client(raise_request_exception=False)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[dict[str, Any]]]:
    """What the log holds, as it is written."""
    caplog.set_level(logging.INFO)
    return lambda: [json.loads(JsonLines().format(record)) for record in caplog.records]


def test_a_database_that_is_away_is_told_with_when_to_come_back(visitor: Client) -> None:
    answer = visitor.get("/uji/away/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "sedang tidak bisa menyimpan" in answer.content.decode()


def test_what_was_typed_stays_on_the_page_while_the_database_is_away(visitor: Client) -> None:
    answer = visitor.post("/uji/kept/")
    assert (answer.status_code, answer["Retry-After"], answer.content) == (503, "30", b"<p>Siti Uji</p>")


def test_a_database_that_is_away_before_any_view_is_told_the_same(
    visitor: Client, officer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session is read in a middleware, where no view's exceptions are caught."""
    visitor.force_login(officer)

    def away(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    answer = visitor.get("/desk/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_a_page_that_itself_needs_the_database_falls_back_to_a_sentence(rf: RequestFactory) -> None:
    request = rf.get("/")

    def away() -> HttpResponse:
        raise OperationalError

    request.kept_page = away  # type: ignore[attr-defined]
    answer = middleware.answer_without_database(request)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer.content.decode() == "Sanggar sedang tidak bisa menyimpan. Tunggu setengah menit, lalu coba lagi."


def test_a_rule_that_refuses_becomes_a_page_that_says_why(visitor: Client) -> None:
    answer = visitor.get("/uji/refused/")
    assert answer.status_code == 409
    assert "Semua kursi sudah terisi." in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "status"), [("bug", 500), ("gone", 404), ("forbidden", 403), ("away", 503), ("refused", 409)]
)
def test_every_trouble_has_a_page_that_tells_nothing_of_the_machine(visitor: Client, act: str, status: int) -> None:
    answer = visitor.get(f"/uji/{act}/")
    text = answer.content.decode()
    assert answer.status_code == status
    assert [
        word for word in (NIK, "Traceback", "ValueError", "OperationalError", "site-packages") if word in text
    ] == []
    assert '<html lang="id"' in text


def test_the_log_names_the_route_and_neither_path_nor_words_nor_people(
    visitor: Client, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    visitor.get("/uji/rahasia-token-26/?q=Siti", headers={"user-agent": "Siti"})
    (line,) = lines()
    assert {key: line[key] for key in ("message", "method", "route", "status")} == {
        "message": "request",
        "method": "GET",
        "route": "/uji/<slug:act>/",
        "status": 200,
    }
    assert [word for word in ("rahasia", "Siti", "127.0.0.1") if word in json.dumps(line)] == []


@pytest.mark.parametrize(("act", "kind"), [("bug", "ValueError"), ("away", "OperationalError")])
def test_a_failure_is_logged_with_its_place_and_kind_but_not_its_words(
    visitor: Client, lines: Callable[[], list[dict[str, Any]]], act: str, kind: str
) -> None:
    visitor.get(f"/uji/{act}/")
    failure, request = lines()
    assert (failure["level"], failure["type"], failure["where"]) == ("ERROR", kind, "/uji/<slug:act>/")
    assert failure["frames"][-1].endswith(" _view")
    assert NIK not in json.dumps([failure, request])


@pytest.mark.parametrize("act", ["gone", "forbidden", "refused"])
def test_what_people_may_do_wrong_is_no_failure_of_the_program(
    visitor: Client, lines: Callable[[], list[dict[str, Any]]], act: str
) -> None:
    visitor.get(f"/uji/{act}/")
    assert [line["message"] for line in lines()] == ["request"]


def test_an_exception_logged_by_any_library_shows_no_message() -> None:
    error = ValueError(NIK)
    record = logging.LogRecord("lib", 40, "f", 1, "failed", None, (ValueError, error, None))
    line = json.loads(JsonLines().format(record))
    assert line["exception"]["type"] == "ValueError"
    assert NIK not in json.dumps(line)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("act", ["bug", "gone", "forbidden", "away", "refused", "button"])
def test_every_page_of_trouble_speaks_the_visitor_s_language_and_offers_the_other(
    visitor: Client, act: str, method: str
) -> None:
    answer = getattr(visitor, method)(f"/uji/{act}/", headers={"accept-language": "en"})
    text = answer.content.decode()
    assert ('<html lang="en"' in text, text.count("Sanggar sedang")) == (True, 0)
    assert f'href="/bahasa/?ke=id&amp;kembali=%2Fuji%2F{act}%2F" hreflang="id" lang="id">Indonesia</a>' in text


@pytest.mark.parametrize("fails", ["load", "save"])
def test_trouble_outside_of_every_view_is_told_in_the_visitor_s_language_too(
    visitor: Client, officer: Account, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    """A session is kept by a middleware that stands outside the one that knows the language."""
    visitor.force_login(officer)

    def away(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(f"django.contrib.sessions.backends.db.SessionStore.{fails}", away)
    answer = visitor.get("/uji/session/", headers={"accept-language": "en"})
    assert (answer.status_code, '<html lang="en"' in answer.content.decode()) == (503, True)


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "id"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "id-ID,id;q=0.9,en;q=0.8", "id"),
        ("", "fr-FR", "id"),
        ("en", "id", "en"),
        ("id", "en", "id"),
        ("xx", "en", "en"),
        ("../../etc", "", "id"),
    ],
)
def test_the_chosen_language_then_the_browser_s_then_indonesian(
    visitor: Client, cookie: str, accepted: str, language: str
) -> None:
    if cookie:
        visitor.cookies["bahasa"] = cookie
    answer = visitor.get("/uji/ok/", headers={"accept-language": accepted} if accepted else {})
    assert (answer.content.decode(), answer["Content-Language"]) == (f" {language}", language)


def test_shared_caches_keep_languages_and_people_apart(visitor: Client) -> None:
    answer = visitor.get("/uji/ok/")
    assert answer["Vary"].split(", ") == ["Accept-Language", "Cookie"]
    assert answer["Cache-Control"] == "private, no-cache"


def test_what_was_answered_to_a_form_is_found_again_by_going_back_also_after_a_cookie_came(visitor: Client) -> None:
    sent = visitor.post("/uji/ok/")
    assert (sent.has_header("Vary"), sent["Cache-Control"]) == (False, "private, no-cache")
    visitor.cookies["sessionid"] = "somebody-signed-in"  # whose pages nobody finds after signing out
    assert "Cookie" in visitor.post("/uji/ok/")["Vary"]


def test_the_language_switch_goes_back_to_where_one_was_and_nowhere_else(visitor: Client) -> None:
    answer = visitor.get("/bahasa/?ke=en&kembali=/uji/ok/%3Fq%3D1")
    assert (answer.status_code, answer["Location"], answer.cookies["bahasa"].value) == (302, "/uji/ok/?q=1", "en")
    astray = visitor.get("/bahasa/?ke=xx&kembali=//jahat.example/")
    assert (astray["Location"], dict(astray.cookies)) == ("/", {})


def test_a_body_larger_than_any_form_is_refused_before_it_is_read(visitor: Client) -> None:
    answer = visitor.generic("POST", "/uji/ok/", b"x", CONTENT_LENGTH=str(middleware.MAX_BODY + 1))
    assert answer.status_code == 413
    page = answer.content.decode()
    assert ("paling besar 12 MB" in page, "jangan memuat ulang" in page) == (True, True)


def test_a_body_of_the_size_of_a_form_passes(visitor: Client) -> None:
    assert visitor.post("/uji/ok/", {"note": "x" * 1000}).status_code == 200


def test_a_failure_of_the_error_page_s_own_surroundings_still_gives_a_page(rf: RequestFactory) -> None:
    answer = errors.failure(rf.get("/"))
    assert (answer.status_code, "<html" in answer.content.decode()) == (500, True)


def test_an_act_opened_as_an_address_says_that_it_needs_its_button(visitor: Client) -> None:
    answer = visitor.get("/uji/button/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "lewat tombol di halamannya" in answer.content.decode()


def test_an_address_with_a_nul_is_none_of_ours(rf: RequestFactory) -> None:
    """Which PostgreSQL would not even look for."""
    with pytest.raises(Http404):
        middleware.readable_address(lambda _request: HttpResponse())(rf.get("/lamaran/a%00b/"))
