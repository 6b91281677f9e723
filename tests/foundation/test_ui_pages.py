"""The gallery, the frame of every page, and the pages of failure."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from sanggar.config import errors
from sanggar.foundation.ui import places
from sanggar.people.models import Account
from sanggar.planning.models import Programme

ERROR_PAGES = ("400", "403", "404", "405", "429", "500", "503", "csrf", "refused")


def tag(markup: str, **context: Any) -> str:
    with translation.override("id"):
        return Template(markup).render(Context(context))


@pytest.fixture
def gallery(client: Client, db: None) -> str:
    return client.get(reverse("gallery")).content.decode()


def test_the_gallery_shows_every_component(gallery: str) -> None:
    classes = {name for names in re.findall(r'class="([^"]+)"', gallery) for name in names.split()}
    assert classes >= {
        *("page-header", "crumbs", "card", "tile", "tag", "notice", "facts", "timeline", "empty", "steps", "tabs"),
        *(
            "person",
            "progress",
            "money",
            "disclosure",
            "field",
            "choice",
            "summary",
            "act",
            "listing",
            "filters",
            "cards",
        ),
        *("pages", "files", "chart", "spine", "todo", "icon", "button"),
    }


def test_the_gallery_holds_no_styles_and_no_scripts(gallery: str) -> None:
    assert not re.search(r"<style|<script|\sstyle=|\son[a-z]+=", gallery)


def test_no_id_stands_twice_in_the_gallery(gallery: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', gallery)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("address", "tone"), [("", ""), ("?nada=gelap", "dark"), ("?nada=terang", "light"), ("?nada=x", "")]
)
def test_the_gallery_can_be_seen_in_either_tone(client: Client, db: None, address: str, tone: str) -> None:
    html = client.get(reverse("gallery") + address).content.decode()
    assert re.search(r'<html lang="id" class="(\w*)">', html).group(1) == tone  # type: ignore[union-attr]


@pytest.mark.django_db
def test_a_public_page_gives_an_anonymous_visitor_no_cookie(client: Client) -> None:
    assert client.get(reverse("gallery")).cookies == {}


@pytest.mark.django_db
def test_the_language_switch_comes_back_to_the_same_place(client: Client) -> None:
    html = client.get(reverse("gallery") + "?q=di&nada=gelap").content.decode()
    link = re.search(r'class="language" href="([^"]+)"', html).group(1).replace("&amp;", "&")  # type: ignore[union-attr]
    answer = client.get(link)
    assert answer["Location"] == "/galeri/?q=di&nada=gelap"
    assert '<html lang="en"' in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_needs_neither_request_nor_database(name: str) -> None:
    html = render_to_string(f"errors/{name}.html", {"error": "Kursi sudah habis.", "seconds": 42})
    assert html.count("<h1>") == 1
    assert len(re.findall(r"<p>|notice-title", html)) >= 2  # what happened, and what to do next


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404), (errors.unsure_of_sender, 403)],
)
def test_failures_keep_their_status(view: Any, status: int, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    get_messages(request)
    assert view(request, None).status_code == status


def test_a_form_without_its_secret_is_refused_kindly(db: None) -> None:
    with translation.override("id"):
        answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@example.test"})
    assert answer.status_code == 403
    assert "Kiriman ini tidak bisa dipastikan dari Anda" in answer.content.decode()


def test_an_unknown_address_is_a_kind_404(client: Client, db: None) -> None:
    answer = client.get("/tidak-ada/")
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.content.decode()


def test_crumbs_lead_from_the_desk_through_the_programme_to_the_page(programme: Programme) -> None:
    html = tag('{% crumbs programme "Pendaftaran" "/daftar/" "Tahap 2" %}', programme=programme)
    assert re.findall(r"<a href=\"[^\"]+\">([^<]+)</a>", html)[-2:] == [programme.name, "Pendaftaran"]
    assert '<span aria-current="page">Tahap 2</span>' in html


def test_crumbs_of_a_programme_alone_do_not_link_to_the_page_itself(programme: Programme) -> None:
    assert f'<span aria-current="page">{programme.name}</span>' in tag("{% crumbs programme %}", programme=programme)


def test_the_room_we_are_in_is_marked_by_the_longest_address(programme: Programme) -> None:
    calls = places.address_of("applications:calls", programme.organisation.slug, programme.slug)
    queue = places.address_of("applications:queue", programme.organisation.slug, programme.slug)
    assert calls
    assert queue
    marked = [
        [str(label) for label, _, here in places.rooms(programme, path) if here] for path in (calls, f"{queue}7/")
    ]
    with translation.override("id"):
        assert marked == [["Pendaftaran"], ["Penyaringan"]]


def test_values_in_components_are_never_markup() -> None:
    evil = "<b>x</b>"
    html = "".join(
        tag(markup, evil=evil)
        for markup in (
            "{% tag evil %}",
            "{% tile evil evil of=evil progress=1 max=2 %}",
            "{% person evil note=evil %}",
            "{% button_link evil evil %}",
            "{% empty evil evil '/x/' evil %}",
            "{% steps 1 3 evil %}",
            "{% progress 1 2 evil %}",
            "{% crumbs evil evil evil %}",
            "{% page_header evil lead=evil %}{{ evil }}{% endpage_header %}",
            "{% card title=evil %}{{ evil }}{% endcard %}",
            "{% notice title=evil %}{{ evil }}{% endnotice %}",
            "{% disclosure evil %}{{ evil }}{% enddisclosure %}",
        )
    )
    assert "<b>" not in html
    assert html.count("&lt;b&gt;x&lt;/b&gt;") >= 20


def test_a_block_keeps_the_markup_between_its_tags() -> None:
    assert "<em>kini</em>" in tag("{% notice tone='good' %}<em>kini</em>{% endnotice %}")


def test_a_timeline_tells_times_where_the_office_is() -> None:
    events = [
        {"at": datetime(2026, 11, 23, 20, 5, tzinfo=UTC), "title": "Diterima"},
        {"at": date(2026, 12, 5), "title": "Undian"},
    ]
    html = tag("{% timeline events %}", events=events)
    assert re.findall(r">([^<]+)</time>", html) == ["24 November 2026, 03.05\N{NO-BREAK SPACE}WIB", "5 Desember 2026"]


def test_numbers_in_attributes_are_written_as_machines_read_them() -> None:
    assert 'value="93.5" max="100"' in tag("{% progress 93.5 100 %}")


@pytest.mark.parametrize("path", ["/tidak-ada/", "/desk/program-baru/", "/akun/sandi/ganti/x/"])
def test_who_is_signed_in_finds_the_way_back_from_an_error(path: str, treasurer: Account, client: Client) -> None:
    client.force_login(treasurer)
    answer = client.get(path)
    assert answer.status_code in (403, 404)
    assert f'href="{reverse("desk:home")}"' in answer.content.decode()
