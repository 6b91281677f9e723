"""What an officer ticks and types on a proposal counts, whichever button is pressed, and nothing of it is lost."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from factories.mentoring import make_mentor, make_pair
from factories.training import make_cohort_of, make_enrolment
from sanggar.mentoring import queries
from sanggar.mentoring.models import Mentor, Mentorship
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def desk(officer: Account, signed_in: SignIn) -> Client:
    return signed_in(officer)


@pytest.fixture
def base(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


@pytest.fixture
def two(programme: Programme) -> list[Mentor]:
    return [make_mentor(programme, name, 5) for name in ("Satu", "Dua")]


def shown(answer: Any, **ticks: Any) -> dict[str, Any]:
    """The form as it stands on the page, with these ticks."""
    form = answer.context["form"]
    names = [name for name in ("digest", "fixed", "shifts") if name in form.fields]
    return {"once": str(uuid.uuid4()), "centang": "1"} | {name: form[name].value() for name in names} | ticks


def other_than(pairs: Any, two: list[Mentor]) -> tuple[Enrolment, Mentor]:
    """Somebody of a proposal, with the mentor they are not proposed for."""
    person, mentor = pairs[0]
    return person, next(each for each in two if each != mentor)


def test_a_choice_that_was_not_reckoned_yet_is_shown_before_it_is_carried_out(
    programme: Programme, two: list[Mentor], desk: Client, base: str
) -> None:
    make_enrolment(make_cohort_of(programme), "Ayu")
    first = desk.get(f"{base}usulan/")
    person, wanted = other_than(first.context["proposal"].pairs, two)
    answer = desk.post(f"{base}usulan/", shown(first, pilih=f"{person.pk}:{wanted.pk}", ask_first="on"))
    assert (answer.status_code, answer.context["is_changed"], Mentorship.objects.exists()) == (409, True, False)
    assert answer.context["form"]["ask_first"].value()
    again = shown(answer, pilih=f"{person.pk}:{wanted.pk}")
    assert desk.post(f"{base}usulan/", again).status_code == 302
    assert person.mentorships.get().mentor == wanted


def test_a_tick_that_changes_nothing_is_carried_out_at_once(
    programme: Programme, two: list[Mentor], desk: Client, base: str
) -> None:
    person = make_enrolment(make_cohort_of(programme), "Ayu")
    first = desk.get(f"{base}usulan/")
    ((_, mentor),) = first.context["proposal"].pairs
    assert mentor in two
    assert desk.post(f"{base}usulan/", shown(first, tetap=f"{person.pk}:{mentor.pk}")).status_code == 302
    assert person.mentorships.get().mentor == mentor


def test_what_was_fixed_and_is_let_go_is_reckoned_again(
    programme: Programme, two: list[Mentor], desk: Client, base: str
) -> None:
    person = make_enrolment(make_cohort_of(programme), "Ayu")
    _, wanted = other_than(queries.proposed_pairs(programme).pairs, two)
    fixed = desk.get(f"{base}usulan/", {"pilih": f"{person.pk}:{wanted.pk}"})
    answer = desk.post(f"{base}usulan/", shown(fixed))
    assert (answer.status_code, answer.context["is_changed"], Mentorship.objects.exists()) == (409, True, False)


def test_reckoning_anew_keeps_the_ticks_in_the_address_and_the_answer_to_ask(
    programme: Programme, two: list[Mentor], desk: Client, base: str
) -> None:
    person = make_enrolment(make_cohort_of(programme), "Ayu")
    key = f"{person.pk}:{two[0].pk}"
    answer = desk.post(f"{base}usulan/", {"hitung": "lagi", "centang": "1", "tetap": key, "ask_first": "on"})
    assert parse_qs(urlsplit(answer["Location"]).query) == {"tetap": [key], "tanya": ["1"]}
    assert desk.get(answer["Location"]).context["form"]["ask_first"].value() is True


@pytest.mark.parametrize("button", ["lagi", "geser", "pilih"])
def test_the_note_that_was_typed_survives_every_reckoning_and_no_address_holds_it(
    programme: Programme, two: list[Mentor], desk: Client, base: str, button: str
) -> None:
    ill = make_mentor(programme, "Sakit")
    pair = make_pair(make_enrolment(make_cohort_of(programme), "Ayu"), ill)
    there = f"{base}pendamping/{ill.pk}/alihkan-semua/"
    answer = desk.post(there, {"hitung": button, "centang": "1", "note": "Cuti melahirkan."})
    assert (answer.status_code, "Cuti" in answer["Location"]) == (302, False)
    first = desk.get(there)
    assert first.context["form"]["note"].value() == "Cuti melahirkan."
    wanted = next(each for each in two if each != first.context["found"].moves[0][1])
    ticks = {"pilih": f"{pair.enrolment_id}:{wanted.pk}", "note": "Cuti sebulan."}
    changed = desk.post(there, shown(first, **ticks))
    assert (changed.status_code, changed.context["form"]["note"].value()) == (409, "Cuti sebulan.")
    assert desk.post(there, shown(changed, **ticks)).status_code == 302
    pair.refresh_from_db()
    assert (pair.next.mentor, pair.handover_note) == (wanted, "Cuti sebulan.")
    assert not [name for name, _value in desk.session.items() if name.startswith("handover-note")]


def test_a_note_that_is_missing_is_asked_for_and_the_ticks_stay(
    programme: Programme, two: list[Mentor], desk: Client, base: str
) -> None:
    ill = make_mentor(programme, "Sakit")
    pair = make_pair(make_enrolment(make_cohort_of(programme), "Ayu"), ill)
    there = f"{base}pendamping/{ill.pk}/alihkan-semua/"
    key = f"{pair.enrolment_id}:{two[0].pk}"
    first = desk.get(there, {"pilih": key})
    answer = desk.post(there, shown(first, pilih=key, note=""))
    assert (answer.status_code, "note" in answer.context["form"].errors) == (409, True)
    assert f'name="pilih" value="{key}"' in answer.content.decode()
