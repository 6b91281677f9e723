"""Dice on the page that stands in the hall: two people, each signed in as themselves, and nobody reads the other's."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, ViewportSize, expect

from factories.browsers import open_browser
from factories.people import make_office
from factories.planning import make_programme
from factories.selection import DIGITS, make_frozen_draw, make_quota_draw, readers
from journeys.people_in_browsers import PHONE, Visitor, axe_faults
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw, DrawState, Outcome

pytestmark = pytest.mark.django_db
PAGE = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/tahap-1/panggung/"
OTHER = DIGITS[:-1] + "4"
ComeIn = Callable[[Account, ViewportSize], Visitor]
PROJECTOR = ViewportSize(width=1280, height=720)


def enter(client: Client, digits: str = DIGITS, once: str = "", **more: str) -> Any:
    """Without a script, as any browser sends it; the page that comes then."""
    return client.post(PAGE, {"once": once or str(uuid.uuid4()), "digits": digits, **more}, follow=True)


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_two_people_enter_on_the_stage_and_the_seed_is_final(programme: Programme, signed_in: Any) -> None:
    draw = make_frozen_draw(programme)
    dina, dodi = map(signed_in, readers(programme))
    once = str(uuid.uuid4())
    first = [words(enter(dina, once=once)) for _ in range(2)]  # a double click
    assert draw.dice_entries.count() == 1
    for told in (*first, words(dina.get(PAGE))):
        assert ("Menunggu orang kedua" in told, "Catat angka dadu" in told, DIGITS in told) == (True, False, False)
    second = words(dodi.get(PAGE))
    assert ("Isian pertama sudah ada, oleh Dina Dadu" in second, "orang kedua" in second) == (True, True)
    assert ('name="digits"' in second, DIGITS in second) == (True, False)
    done = words(enter(dodi))
    draw.refresh_from_db()
    assert (draw.state, draw.source_value) == (DrawState.SEEDED, DIGITS)
    assert ("40719 33852 06471 29953" in done, 'name="digits"' in done) == (True, False)
    late = enter(dina, OTHER)
    assert (late.status_code, "sudah tercatat" in words(late).lower()) == (422, True)
    draw.refresh_from_db()
    assert (draw.source_value, draw.dice_entries.count()) == (DIGITS, 2)


def test_who_read_differently_are_both_told_and_both_enter_again(programme: Programme, signed_in: Any) -> None:
    draw = make_frozen_draw(programme)
    dina, dodi = map(signed_in, readers(programme))
    enter(dina)
    for page in (words(enter(dodi, OTHER)), words(dina.get(PAGE))):
        assert ("Isian Dina Dadu dan Dodi Dadu tidak sama" in page, 'name="digits"' in page) == (True, True)
        assert (DIGITS in page, OTHER in page) == (False, False)
    enter(dodi)
    enter(dina)
    draw.refresh_from_db()
    assert (draw.state, draw.dice_entries.count()) == (DrawState.SEEDED, 4)


def test_who_mistyped_first_replaces_it_on_the_stage_until_the_second_has_entered(
    programme: Programme, signed_in: Any
) -> None:
    draw = make_frozen_draw(programme)
    dina, dodi = map(signed_in, readers(programme))
    once = str(uuid.uuid4())
    assert "Ganti isian saya" in words(enter(dina, OTHER))
    assert "Ganti isian saya" not in words(dodi.get(PAGE))
    replaced = [words(enter(dina, once=once, replaces="True")) for _ in range(2)]  # a double click
    assert ["Isian Anda diganti" in replaced[0], *(DIGITS in page for page in replaced)] == [True, False, False]
    assert list(draw.dice_entries.values_list("attempt", "digits")) == [(1, DIGITS)]
    bad = enter(dina, "4071", replaces="True")
    assert (bad.status_code, '<details class="disclosure" open>' in words(bad)) == (422, True)
    again = enter(dina)
    assert (again.status_code, "orang kedua" in words(again), draw.dice_entries.count()) == (422, True, 1)
    enter(dodi, OTHER)
    late = enter(dina, replaces="True")
    told = (
        late.status_code,
        "Tidak ada isian Anda yang masih menunggu" in words(late),
        "Catat angka dadu" in words(late),
    )
    assert told == (422, True, True)


def test_what_was_typed_wrongly_stays_with_its_reason(programme: Programme, signed_in: Any) -> None:
    make_frozen_draw(programme)
    dina, _ = map(signed_in, readers(programme))
    page = enter(dina, "40719 3385x")
    assert (page.status_code, 'value="40719 3385x"' in words(page)) == (422, True)


def test_who_may_not_read_dice_sees_the_stage_and_enters_nothing(
    programme: Programme, inspector: Account, signed_in: Any
) -> None:
    draw = make_frozen_draw(programme)
    client = signed_in(inspector)
    assert 'name="digits"' not in words(client.get(PAGE))
    assert (enter(client).status_code, draw.dice_entries.count()) == (403, 0)
    assert Client().post(PAGE, {"digits": DIGITS}).status_code == 302
    dina, _ = readers(programme)
    assert signed_in(dina).post(PAGE.replace("tahap-1", "lain"), {"digits": DIGITS}).status_code == 404


def test_before_its_hour_the_stage_has_no_field(programme: Programme, signed_in: Any) -> None:
    draw = make_frozen_draw(programme)
    dina, _ = map(signed_in, readers(programme))
    assert 'name="digits"' in words(dina.get(PAGE))
    Draw.objects.filter(pk=draw.pk).update(objections_until=clock.now().replace(year=clock.now().year + 1))
    assert 'name="digits"' not in words(dina.get(PAGE))
    page = enter(dina)
    assert (page.status_code, "Masa sanggah" in words(page), draw.dice_entries.count()) == (422, True, 0)


def test_on_the_second_try_the_first_reader_is_told_of_the_waiting_alone(programme: Programme, signed_in: Any) -> None:
    make_frozen_draw(programme)
    dina, dodi = map(signed_in, readers(programme))
    enter(dina)
    enter(dodi, OTHER)
    page = words(enter(dina))
    assert ("Isian Anda tercatat" in page, "Dua isian berbeda" in page) == (True, False)
    assert ("Dua isian berbeda" in words(dodi.get(PAGE)), "<svg" in page) == (True, True)


def test_the_stage_has_no_search_and_no_account_and_runs_the_draw(
    programme: Programme, officer: Account, inspector: Account, signed_in: Any
) -> None:
    draw = make_frozen_draw(programme)
    client = signed_in(officer)
    page = words(client.get(PAGE))
    assert ('role="search"' in page, "account" in page.partition("<main")[0]) == (False, False)
    assert "Jalankan undian" not in page
    for reader in readers(programme):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    run = f"{PAGE}undi/"
    assert (f'action="{run}"' in words(client.get(PAGE)), run in words(signed_in(inspector).get(PAGE))) == (True, False)
    assert client.post(run, {"once": str(uuid.uuid4())})["Location"] == PAGE  # the hall goes on watching
    draw.refresh_from_db()
    assert (draw.state, "Jalankan undian" in words(client.get(PAGE))) == (DrawState.DRAWN, False)


def test_of_numbered_panels_the_stage_says_what_the_dice_will_mean_before_they_fall(
    programme: Programme, officer: Account, signed_in: Any
) -> None:
    draw = make_quota_draw(programme, numbered=True)
    page = words(signed_in(officer).get(PAGE.replace("tahap-1", draw.call.slug)))
    assert "Tiga dadu pertama menunjuk susunan peserta, nomor 000 sampai 999." in page


def test_the_hall_sees_who_was_selected_once_it_is_published(programme: Programme, signed_in: Any) -> None:
    draw = make_frozen_draw(programme)
    dina, dodi = readers(programme)
    for reader in (dina, dodi):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    actions.run_draw(draw, by=dina.actor, at=clock.now())
    draw.refresh_from_db()
    chosen = [entry.application for entry in draw.entries.filter(outcome=Outcome.SELECTED)]
    client = signed_in(dina)
    assert [each.receipt in words(client.get(PAGE)) for each in chosen] == [False, False]
    actions.publish_draw(draw, by=dina.actor, at=clock.now())
    page = words(client.get(PAGE))
    assert ("2 orang terpilih" in page, page.count("<svg") >= 1) == (True, True)
    assert [f"{each.receipt} · {each.initials}" in page for each in chosen] == [True, True]
    assert [each.name in page for each in chosen] == [False, False]


# --- in a hall -------------------------------------------------------------------------------------------------------
@pytest.fixture
def chromium() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def come_in(chromium: Browser, transactional_db: None, live_server: Any) -> Iterator[ComeIn]:
    visitors: list[Visitor] = []

    def visit(account: Account, viewport: ViewportSize) -> Visitor:
        client = Client()
        client.force_login(account)
        context = chromium.new_context(viewport=viewport, locale="id-ID")
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        visitors.append(Visitor(account.name, context, live_server.url))
        visitors[-1].opens(PAGE)
        return visitors[-1]

    yield visit
    for visitor in visitors:  # the pages ask for news as long as they are open
        visitor.context.close()


@pytest.mark.browser
def test_the_wall_follows_the_second_person_and_keeps_what_is_being_typed(
    come_in: ComeIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dina's machine is on the projector, Dodi has a phone; he begins to type before she has entered hers."""
    monkeypatch.setattr("sanggar.selection.pages.ceremony.REFRESH", 1)
    programme = make_programme(make_office())
    draw = make_frozen_draw(programme)
    dina, dodi = readers(programme)
    wall = come_in(dina, PROJECTOR)
    phone = come_in(dodi, PHONE)
    phone.page.locator("[name=digits]").fill(DIGITS)
    wall.page.locator("[name=digits]").fill(DIGITS)
    size = wall.page.locator("[name=digits]").evaluate("field => parseFloat(getComputedStyle(field).fontSize)")
    assert size >= 40
    hidden = "field => getComputedStyle(field).webkitTextSecurity"
    assert wall.page.locator("[name=digits]").evaluate(hidden) == "disc"
    phone.page.get_by_label("Tampilkan angka yang saya ketik").check()
    assert phone.page.locator("[name=digits]").evaluate(hidden) == "none"
    wall.presses("Catat angka dadu")
    wall.sees("Menunggu orang kedua.")
    expect(wall.page.locator(".notices")).to_be_visible()
    expect(wall.page.locator(".dice .scan svg")).to_be_visible()
    expect(phone.page.get_by_text("Anda masuk sebagai Dodi Dadu, orang kedua.")).to_be_visible()
    assert phone.page.locator("[name=digits]").input_value() == DIGITS
    phone.presses("Catat angka dadu")
    expect(wall.page.get_by_text("40719 33852 06471 29953")).to_be_visible()
    expect(wall.page.locator(".notices")).to_have_count(0)
    assert [axe_faults(each.page) for each in (wall, phone)] == [[], []]
    actions.run_draw(draw, by=dina.actor, at=clock.now())
    expect(wall.page.get_by_text("Peserta sudah terpilih.")).to_be_visible()
    assert (wall.complaints, phone.complaints) == ([], [])
