"""Who is meant by a complaint that names nobody: the office says so, mends it where it was wrong, and hides no step."""

import uuid
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from factories.mentoring import agree, make_mentor, make_pair
from factories.people import SETUP, make_account
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import About, Complaint, Mentorship, Naming
from sanggar.mentoring.refusals import AccusedPicked
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SECRET = "Ia meminta uang."
DONE = "Keduanya ditanya; uangnya dikembalikan di kantor."


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def boss(programme: Programme) -> Account:
    """An officer who is a mentor too."""
    return make_account("Bos Petugas", Role.OFFICER, programme.organisation)


@pytest.fixture
def pair(programme: Programme, boss: Account) -> Mentorship:
    mentor = actions.add_mentor(programme, email=str(boss.email), name="", capacity=5, **act())
    agree(mentor)
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), mentor)


@pytest.fixture
def desk(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/aduan/"


def unnamed(pair: Mentorship, about: str = About.OTHER) -> Complaint:
    return actions.make_complaint(pair.enrolment, about=about, text="Pak Bos meminta uang.", at=clock.now())


def kept_apart(pair: Mentorship, *mentors: Any) -> list[bool]:
    return [queries.is_forbidden(pair.enrolment, each) for each in mentors]


def test_the_office_says_who_is_meant_where_nobody_is_named(
    pair: Mentorship, boss: Account, desk: str, officer: Account, programme: Programme, signed_in: SignIn
) -> None:
    """Sulastri writes the mentor's name instead of picking it; the office first takes somebody else for it."""
    yudi, made, client = make_mentor(programme, "Yudi"), unnamed(pair), signed_in(officer)
    page = f"{desk}{made.pk}/orang/"
    assert page in client.get(f"{desk}{made.pk}/").content.decode()
    for wrong in (sent(), sent(accused=str(pair.enrolment.person_id + 9999))):
        assert client.post(page, wrong).status_code == 422
    for account in (yudi.account, boss):
        assert client.post(page, sent(accused=str(account.pk))).status_code == 302
    made.refresh_from_db()
    assert (made.about, made.accused, kept_apart(pair, pair.mentor, yudi)) == ("other", boss, [True, False])
    shown = client.get(f"{desk}{made.pk}/").content.decode()
    assert ("Yang diadukan masih pendampingnya" in shown, f"/pendampingan/{pair.pk}/" in shown) == (True, True)
    entries = AuditEntry.objects.filter(verb="mentoring.name_accused")
    assert [(entry.actor_label, entry.details) for entry in entries] == [(officer.name, "{}"), (officer.name, "{}")]


@pytest.mark.parametrize("about", About.values)
@pytest.mark.parametrize("answered", [False, True])
def test_a_wrong_name_is_mended_or_taken_back_also_after_the_answer_and_every_step_is_told(
    pair: Mentorship, boss: Account, desk: str, inspector: Account, programme: Programme, about: str, *, answered: bool,
    signed_in: SignIn,
) -> None:  # fmt: skip
    """Old complaints name a mentor or a trainer without saying which: those too."""
    chief = make_account("Kepala Dinas", Role.BUDGET_AUTHORITY, programme.organisation)
    officer = make_account("Sari Pengelola", Role.OFFICER, programme.organisation)
    hearing = chief if about == About.OFFICER else officer
    yudi, made = make_mentor(programme, "Yudi"), unnamed(pair, about)
    if answered:
        actions.answer_complaint(made, answer="Sudah kami periksa.", measures=DONE, **act())
    assert f"{desk}{made.pk}/orang/" in signed_in(hearing).get(f"{desk}{made.pk}/").content.decode()
    for named in (yudi.account, boss, None, boss):
        actions.name_accused(made, accused=named, by=hearing.actor, at=clock.now())
        made.refresh_from_db()
        assert (made.accused, kept_apart(pair, pair.mentor)) == (named, [named == boss])
    told = [(each.accused, each.named_by) for each in made.namings.all()]
    assert told == [(each, hearing.name) for each in (yudi.account, boss, None, boss)]
    page = signed_in(inspector).get(f"{desk}{made.pk}/").content.decode()
    assert (page.count("Bos Petugas") >= 3, "Yudi" in page, "Bukan siapa pun dari program ini" in page) == (True,) * 3
    assert AuditEntry.objects.filter(verb="mentoring.name_accused").count() == 4


def test_the_form_shows_who_stands_there_and_takes_a_name_back_by_a_tick_alone(
    pair: Mentorship, boss: Account, desk: str, officer: Account, signed_in: SignIn
) -> None:
    made, client = unnamed(pair), signed_in(officer)
    page = f"{desk}{made.pk}/orang/"
    assert "nobody" not in client.get(page).context["form"].fields
    assert client.post(page, sent(nobody="on")).status_code == 422
    assert client.post(page, sent(accused=str(boss.pk))).status_code == 302
    assert client.get(page).context["form"]["accused"].value() == boss.pk
    assert client.post(page, sent(accused=str(boss.pk))).status_code == 302
    assert Naming.objects.count() == 1
    assert client.post(page, sent(accused=str(boss.pk), nobody="on")).status_code == 302
    made.refresh_from_db()
    assert (made.accused, Naming.objects.count()) == (None, 2)


def test_whom_the_office_names_reads_it_no_more_and_whom_the_participant_named_stays_named(
    pair: Mentorship, boss: Account, desk: str, officer: Account, inspector: Account, signed_in: SignIn
) -> None:
    made, client = unnamed(pair), signed_in(officer)
    assert signed_in(inspector).get(f"{desk}{made.pk}/orang/").status_code == 403
    assert client.post(f"{desk}{made.pk}/orang/", sent(accused=str(officer.pk))).status_code == 302
    for page in ("", "orang/"):
        assert client.get(f"{desk}{made.pk}/{page}").status_code == 404
    picked = actions.make_complaint(pair.enrolment, about="mentor", text=SECRET, accused=boss, at=clock.now())
    assert f"{picked.pk}/orang/" not in client.get(f"{desk}{picked.pk}/").content.decode()
    assert client.get(f"{desk}{picked.pk}/orang/")["Location"] == f"{desk}{picked.pk}/"
    for named in (officer, None):
        with pytest.raises(AccusedPicked):
            actions.name_accused(picked, accused=named, **act())


def test_a_name_of_before_names_were_kept_is_the_office_s_where_the_record_says_so(
    pair: Mentorship, boss: Account
) -> None:
    named = unnamed(pair, About.MENTOR)
    actions.name_accused(named, accused=boss, **act())
    picked = actions.make_complaint(pair.enrolment, about="mentor", text=SECRET, accused=boss, at=clock.now())
    Naming.objects.all().delete()
    import_module("sanggar.mentoring.migrations.0018_complaint_namings").remember_names(apps, None)
    assert [(each.complaint, each.accused, each.named_by) for each in Naming.objects.all()] == [
        (named, boss, SETUP.label)
    ]
    assert (named.may_be_named, picked.may_be_named) == (True, False)


def test_after_a_name_is_written_down_the_complaint_is_shown_and_the_list_says_so(
    pair: Mentorship, boss: Account, desk: str, officer: Account, signed_in: SignIn
) -> None:
    made, client = unnamed(pair), signed_in(officer)
    shown = client.get(f"{desk}{made.pk}/orang/").content.decode()
    assert ("(opsional)" in shown, f'href="{desk.removesuffix("aduan/")}"' in shown) == (False, True)
    assert client.post(f"{desk}{made.pk}/orang/", sent(accused=str(boss.pk)))["Location"] == f"{desk}{made.pk}/"
    listed = client.get(desk).content.decode()
    assert ("Belum diperiksa" in listed, "orangnya sudah tercatat" in listed, boss.name in listed) == (
        True,
        True,
        False,
    )
    assert client.post(f"{desk}{made.pk}/orang/", sent(accused=str(officer.pk)))["Location"] == desk
