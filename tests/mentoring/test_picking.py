"""Several pairs made by hand before anything is reckoned anew, found by searching: no list of hundreds, no script."""

import re
import uuid
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from factories.mentoring import make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.ui.picker import MOST
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentor
from sanggar.mentoring.pages import picking
from sanggar.people.models import Account
from sanggar.planning.models import Cohort, Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def desk(officer: Account, signed_in: SignIn) -> Client:
    return signed_in(officer)


def home(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


def key(person: Enrolment, mentor: Mentor) -> str:
    return f"{person.pk}:{mentor.pk}"


def named(programme: Programme, *names: str) -> list[Mentor]:
    return [make_mentor(programme, name, 9) for name in names]


def offered(page: str, name: str) -> list[int]:
    """The keys of everybody whom a page offers under one name."""
    found = re.findall(rf'name="{name}" value="(\d+)"', page)
    return [int(each) for each in found]


def test_several_are_paired_and_reckoned_once(programme: Programme, cohort: Cohort, desk: Client) -> None:
    ayu, budi, cici = (make_enrolment(cohort, name) for name in ("Ayu", "Budi", "Cici"))
    one, other = named(programme, "Satu", "Dua")
    pick = f"{home(programme)}usulan/pilih/"
    added = desk.get(pick, {"peserta": [ayu.pk, budi.pk], "pendamping": other.pk, "tambah": 1}, follow=True)
    again = desk.get(
        added.request["PATH_INFO"]
        + "?"
        + added.request["QUERY_STRING"]
        + f"&peserta={cici.pk}&pendamping={one.pk}&tambah=1",
        follow=True,
    )
    made = parse_qs(again.request["QUERY_STRING"])["pilih"]
    assert made == [key(ayu, other), key(budi, other), key(cici, one)]
    page = again.content.decode()
    assert ["Ayu → Dua" in page, "Cici → Satu" in page, "Hitung ulang dengan 3 pasangan ini" in page] == [True] * 3
    shown = desk.get(f"{home(programme)}usulan/", {"pilih": made})
    assert (dict(shown.context["proposal"].fixed), shown.context["unheeded"]) == (
        {ayu.pk: other.pk, budi.pk: other.pk, cici.pk: one.pk},
        [],
    )
    given = {
        "once": str(uuid.uuid4()),
        "digest": shown.context["proposal"].digest,
        "fixed": shown.context["form"]["fixed"].value(),
    }
    assert desk.post(f"{home(programme)}usulan/", given).status_code == 302
    assert [each.mentorships.get().mentor for each in (ayu, budi, cici)] == [other, other, one]


def test_nothing_is_reckoned_while_pairs_are_made(
    programme: Programme, cohort: Cohort, desk: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        make_enrolment(cohort)
    named(programme, "Satu", "Dua")
    assert not hasattr(picking, "proposed_pairs")
    with django_assert_max_num_queries(20):
        assert desk.get(f"{home(programme)}usulan/pilih/").status_code == 200


def test_what_was_ticked_and_made_is_carried_and_let_go(programme: Programme, cohort: Cohort, desk: Client) -> None:
    ayu, budi = make_enrolment(cohort, "Ayu"), make_enrolment(cohort, "Budi")
    one, other = named(programme, "Satu", "Dua")
    pick = f"{home(programme)}usulan/pilih/"
    state = {"tetap": [key(ayu, one), key(budi, one)], "peserta": ayu.pk, "pendamping": other.pk, "tambah": 1}
    after = parse_qs(urlsplit(desk.get(pick, state)["Location"]).query)
    assert (after["tetap"], after["pilih"]) == ([key(budi, one)], [key(ayu, other)])
    page = unescape(desk.get(f"{home(programme)}usulan/", {"pilih": key(ayu, other)}).content.decode())
    assert f'name="pilih" value="{key(ayu, other)}"' in page
    chosen = {"hitung": "pilih", "centang": "1", "tetap": key(budi, one)}
    assert desk.post(f"{home(programme)}usulan/", chosen)["Location"].startswith(f"{pick}?tetap=")


def test_several_hundred_ticks_wait_in_the_session_and_the_address_stays_short(
    programme: Programme, cohort: Cohort, desk: Client, signed_in: SignIn, officer: Account
) -> None:
    ayu, budi = make_enrolment(cohort, "Ayu"), make_enrolment(cohort, "Budi")
    one, other = named(programme, "Satu", "Dua")
    base, many = f"{home(programme)}usulan/", [f"{900_000 + number}:{one.pk}" for number in range(1_200)]
    ticked = {"centang": "1", "tetap": [*many, key(ayu, other)]}
    again = desk.post(base, ticked | {"hitung": "lagi"})["Location"]
    pick = desk.post(base, ticked | {"hitung": "pilih"})["Location"]
    assert [len(again) < 2_000, len(pick) < 2_000] == [True, True]
    assert dict(desk.get(again).context["proposal"].fixed) == {ayu.pk: other.pk}
    carried = re.findall(r'name="tetap" value="([^"]+)"', desk.get(pick).content.decode())
    assert carried == ticked["tetap"]
    made = {"tetap": carried, "peserta": [budi.pk], "pendamping": one.pk, "tambah": "1"}
    added = desk.post(pick, made)["Location"]
    back = desk.post(added, {"tetap": carried, "pilih": key(budi, one), "hitung": "lagi"})["Location"]
    assert (len(added) < 2_000, len(back) < 2_000, back.startswith(base)) == (True, True, True)
    assert dict(desk.get(back).context["proposal"].fixed) == {ayu.pk: other.pk, budi.pk: one.pk}
    elsewhere = signed_in(officer).get(back)
    assert (dict(elsewhere.context["proposal"].fixed), "tidak tersimpan di sini" in elsewhere.content.decode()) == (
        {},
        True,
    )


def test_half_a_pair_is_said_and_what_was_chosen_stays(programme: Programme, cohort: Cohort, desk: Client) -> None:
    ayu = make_enrolment(cohort, "Ayu")
    named(programme, "Satu")
    page = desk.get(f"{home(programme)}usulan/pilih/", {"peserta": ayu.pk, "tambah": 1}).content.decode()
    assert ("Belum ditambahkan" in page, f'value="{ayu.pk}" checked' in page) == (True, True)


def test_which_of_several_can_not_be_is_named_and_the_others_hold(
    programme: Programme, cohort: Cohort, desk: Client
) -> None:
    ayu, budi = make_enrolment(cohort, "Ayu"), make_enrolment(cohort, "Budi")
    _one, other = named(programme, "Satu", "Dua")
    actions.declare_conflict(other, enrolment=ayu, kind="kin", by=SETUP, at=clock.now())
    shown = desk.get(f"{home(programme)}usulan/", {"pilih": [key(ayu, other), key(budi, other)]})
    assert (shown.context["unheeded"], dict(shown.context["proposal"].fixed)) == (
        ["Ayu dengan Dua"],
        {budi.pk: other.pk},
    )
    assert "Ayu dengan Dua" in shown.content.decode()


def test_of_hundreds_a_few_are_offered_and_the_rest_is_found_by_name(
    programme: Programme, cohort: Cohort, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picking, "OFFERED", 3)
    people = [make_enrolment(cohort, name) for name in ("Ayu", "Budi", "Cici", "Dodi", "Zaenab Putri")]
    named(programme, "Satu")
    pick = f"{home(programme)}usulan/pilih/"
    assert offered(desk.get(pick).content.decode(), "peserta") == [each.pk for each in people[:3]]
    found = desk.get(pick, {"cari": "putri zae", "peserta": people[0].pk}).content.decode()
    assert offered(found, "peserta") == [people[0].pk, people[4].pk]
    assert offered(desk.get(pick, {"cari": "nobody"}).content.decode(), "peserta") == []


def test_the_people_of_a_mentor_who_falls_away_are_paired_by_hand_too(
    programme: Programme, cohort: Cohort, desk: Client
) -> None:
    ill, one, other = named(programme, "Sakit", "Satu", "Dua")
    ayu, budi = (make_pair(make_enrolment(cohort, name), ill).enrolment for name in ("Ayu", "Budi"))
    make_enrolment(cohort, "Lain")
    away = f"{home(programme)}pendamping/{ill.pk}/alihkan-semua/"
    page = desk.get(f"{away}pilih/").content.decode()
    assert (offered(page, "peserta"), sorted(offered(page, "pendamping"))) == (
        [ayu.pk, budi.pk],
        sorted([one.pk, other.pk]),
    )
    shown = desk.get(away, {"pilih": [key(ayu, other), key(budi, one)]})
    assert dict(shown.context["found"].fixed) == {ayu.pk: other.pk, budi.pk: one.pk}
    assert 'name="hitung" value="pilih"' in shown.content.decode()


def test_forms_offer_a_few_and_take_whoever_is_found(
    programme: Programme, cohort: Cohort, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanggar.foundation.ui.picker.MOST", 2)
    people = [make_enrolment(cohort, name) for name in ("Ayu", "Budi", "Cici", "Zaenab")]
    (mentor, *_others) = named(programme, "Satu", "Dua", "Tiga")
    page = f"{home(programme)}pendamping/{mentor.pk}/benturan/"
    plain, found = desk.get(page).content.decode(), desk.get(page, {"cari": "zae"}).content.decode()
    assert (offered(plain, "enrolment"), offered(found, "enrolment")) == ([people[0].pk, people[1].pk], [people[3].pk])
    assert "Ditampilkan 2 dari 4." in plain
    answer = desk.post(f"{page}?cari=zae", {"once": str(uuid.uuid4()), "enrolment": people[3].pk})
    assert (answer.status_code, offered(answer.content.decode(), "enrolment")) == (422, [people[3].pk])
    sent = {"once": str(uuid.uuid4()), "enrolment": people[3].pk, "kind": "kin"}
    assert (desk.post(page, sent).status_code, mentor.conflicts.get().enrolment) == (302, people[3])
    assign = f"{home(programme)}tanpa-pendamping/{people[0].pk}/"
    assert len(offered(desk.get(assign).content.decode(), "mentor")) == 2
    assert offered(desk.get(assign, {"cari": "tiga"}).content.decode(), "mentor") == [_others[1].pk]


def test_a_few_need_no_search(programme: Programme, cohort: Cohort, desk: Client) -> None:
    person = make_enrolment(cohort, "Ayu")
    named(programme, "Satu")
    page = desk.get(f"{home(programme)}tanpa-pendamping/{person.pk}/").content.decode()
    assert ('role="search"' in page.split("<main")[1], MOST > 1) == (False, True)
