"""Somebody who is wanted in two places at one hour: the officer reads who and where, they themself read it too."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.people.actions import open_account
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.actions import cancel_meeting, give_programme_grant
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training.models import Enrolment
from sanggar.training.queries import own_overlaps

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
NOTICE = "di dua tempat pada jam yang sama"


@pytest.fixture
def meeting(programme: Programme) -> Meeting:
    return make_meeting(make_cohort_of(programme), in_days=3)


def learn_also(people: list[Enrolment], cohort: Cohort, meeting: Meeting) -> Meeting:
    """Another meeting at that hour, of another cohort in which these take part too."""
    for each in people:
        twin = make_enrolment(cohort, each.person.name)
        Enrolment.objects.filter(pk=twin.pk).update(person=each.person)
    other = make_meeting(cohort, in_days=9)
    at = {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
    Meeting.objects.filter(pk=other.pk).update(topic="Suara jernih", venue="Ruang Kawi", **at)
    return other


def second_cohort(programme: Programme) -> Cohort:
    return make_cohort(make_stage(programme, ordinal=2), name="Kelas Dua")


def desk(meeting: Meeting, page: str) -> str:
    programme = meeting.cohort.stage.programme
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pelatihan/{page}"


def week_of(meeting: Meeting) -> str:
    return desk(meeting, f"minggu/?mulai={local_date(meeting.starts_at, clock.office_zone()).isoformat()}")


def test_the_officer_reads_everybody_by_name_and_where_else(
    meeting: Meeting, officer: Account, signed_in: SignIn
) -> None:
    people = [make_enrolment(meeting.cohort, name) for name in ("Ayu", "Budi", "Cici", "Dodi", "Eka")]
    learn_also(people, second_cohort(meeting.cohort.stage.programme), meeting)
    page = signed_in(officer).get(week_of(meeting)).content.decode()
    for each in people:
        told = f"{each.person.name} pada waktu itu juga ditunggu di “Suara jernih” (Kelas Dua), Ruang Kawi, "
        assert told in page, each.person.name
    assert "2 orang lain juga ditunggu di tempat lain" in page
    one = signed_in(officer).get(desk(meeting, f"peserta/{people[0].pk}/")).content.decode()
    assert (NOTICE in one, "“Suara jernih” (Kelas Dua), Ruang Kawi, " in one) == (True, True)


def test_of_another_programme_is_told_what_the_reader_may_see(
    meeting: Meeting, office: Organisation, signed_in: SignIn
) -> None:
    lent = open_account(email="lent@contoh.example", name="Lent", by=SETUP, at=clock.now())
    programme = meeting.cohort.stage.programme
    give_programme_grant(lent, Role.OFFICER, programme, by=SETUP, at=clock.now())
    hidden = make_programme(office, slug="lain")
    ayu = make_enrolment(meeting.cohort, "Ayu")
    learn_also([ayu], make_cohort_of(hidden), meeting)
    before, wide = signed_in(lent).get(week_of(meeting)).content.decode(), make_account("Dewi", Role.OFFICER, office)
    assert ("sebuah sesi program lain" in before, "Suara jernih" in before) == (True, False)
    assert "“Suara jernih”" in signed_in(wide).get(week_of(meeting)).content.decode()


@pytest.mark.parametrize(("language", "notice"), [("id", NOTICE), ("en", "two places at the same hour")])
def test_they_themself_are_told_on_every_page_of_theirs(
    meeting: Meeting, signed_in: SignIn, client: Client, language: str, notice: str
) -> None:
    ayu = make_enrolment(meeting.cohort, "Ayu")
    ayu.person.account = open_account(email="ayu@contoh.example", name="Ayu", by=SETUP, at=clock.now())
    ayu.person.save()
    bystander = make_enrolment(meeting.cohort, "Budi")
    learn_also([ayu], second_cohort(meeting.cohort.stage.programme), meeting)
    browser, chosen = signed_in(ayu.person.account), {"headers": {"accept-language": language}}
    pages = ["/saya/", f"/saya/kepesertaan/{ayu.pk}/jadwal/"]
    shown = [browser.get(page, **chosen).content.decode() for page in pages]
    shown.append(client.get(ayu.application.own_path, **chosen).content.decode())
    assert [(notice in page, "Suara jernih" in page, "Ruang Kawi" in page) for page in shown] == [
        (True, True, True)
    ] * 3
    other = client.get(bystander.application.own_path, **chosen).content.decode()
    assert (notice in other, "Suara jernih" in other) == (False, False)


def test_what_is_called_off_or_left_is_wanted_no_more(meeting: Meeting) -> None:
    ayu = make_enrolment(meeting.cohort, "Ayu")
    other = learn_also([ayu], second_cohort(meeting.cohort.stage.programme), meeting)
    with translation.override("id"):
        assert own_overlaps(ayu, clock.now()) == [(meeting, other)]
    twins = ayu.person.enrolments.exclude(pk=ayu.pk)
    twins.update(state="withdrawn", left_at=clock.now())
    assert own_overlaps(ayu, clock.now()) == []
    twins.update(state="active", left_at=None)
    cancel_meeting(other, reason="Banjir", by=SETUP, at=clock.now())
    assert own_overlaps(ayu, clock.now()) == []
