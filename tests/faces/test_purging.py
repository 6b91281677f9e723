"""The daily purge: what is due and nothing else, in batches that a kill does not tear, recorded by numbers."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from factories.applications import apply, apply_many, make_call, numbered_answers
from factories.evaluation import make_certificate, make_finisher, make_rule
from factories.people import SETUP
from factories.rights import ask, end, is_record_intact, where_it_stands
from factories.training import make_cohort_of, make_enrolment
from sanggar.applications.actions import answer_right, place_legal_hold, withdraw_application
from sanggar.applications.actions.texts import renew_notices, write_text
from sanggar.applications.models import NOTICE, Application, RightsRequest
from sanggar.foundation import clock
from sanggar.foundation.dates import local_date, plain_date
from sanggar.foundation.models import AuditEntry
from sanggar.journeys import due_counts, purge, purging
from sanggar.mentoring.models import MentorApplication
from sanggar.people.actions import TermInThePast, set_term
from sanggar.people.models import Account
from sanggar.people.purposes import CERTIFICATE, MENTOR_OFFER, NOT_SELECTED, PARTICIPANT, REFUSED, RIGHTS
from sanggar.people.queries import term_of
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=366)
SignIn = Callable[[Account], Client]


def gone() -> int:
    return Application.objects.filter(erased_at__isnull=False).count()


@pytest.fixture
def withdrawn(programme: Programme) -> list[Application]:
    sent = apply_many(make_call(programme), 3)
    return [withdraw_application(each, by=each.actor, at=clock.now()) for each in sent]


def test_withdrawn_applications_go_a_year_after_the_call_and_not_before(withdrawn: list[Application]) -> None:
    closed = withdrawn[0].call.closes_at
    assert purge(closed + timedelta(days=364))[REFUSED] == 0
    counts = {each.purpose: each.counts for each in due_counts(withdrawn[0].programme.organisation, [closed + YEAR])}
    assert counts[REFUSED] == [3]
    assert purge(closed + YEAR)[REFUSED] == 3
    assert (purge(closed + YEAR)[REFUSED], gone(), where_it_stands("Pelamar Uji"), is_record_intact()) == (
        0,
        3,
        [],
        True,
    )


def test_what_was_emptied_is_on_record_by_numbers(withdrawn: list[Application]) -> None:
    purge(withdrawn[0].call.closes_at + YEAR)
    entry = AuditEntry.objects.get(verb="journeys.purge")
    assert (json.loads(entry.details), entry.actor_kind, entry.commitment) == (
        {"purpose": REFUSED, "count": 3}, "system", "",
    )  # fmt: skip


def test_killed_between_two_batches_it_goes_on_where_it_stopped(
    withdrawn: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def erase_and_be_killed(application: Application, **given: object) -> None:
        real(application, **given)  # type: ignore[arg-type]
        if application.pk == withdrawn[1].pk:
            raise Killed

    real, later = purging.erase_application_data, withdrawn[0].call.closes_at + YEAR
    monkeypatch.setattr(purging, "BATCH", 1)
    monkeypatch.setattr(purging, "erase_application_data", erase_and_be_killed)
    with pytest.raises(Killed):
        purge(later)
    monkeypatch.setattr(purging, "erase_application_data", real)
    assert gone() == 1
    assert (purge(later)[REFUSED], gone()) == (2, 3)
    counted = [json.loads(entry.details)["count"] for entry in AuditEntry.objects.filter(verb="journeys.purge")]
    assert sum(counted) == 3


def test_a_hold_and_an_open_request_stop_it_for_as_long_as_they_last(
    withdrawn: list[Application], officer: Account
) -> None:
    later = withdrawn[0].call.closes_at + YEAR
    held, asking, _free = withdrawn
    place_legal_hold(held.programme, held, reason="Perkara", by=officer.actor, at=clock.now())
    request = ask(asking)
    assert purge(later)[REFUSED] == 1
    answer_right(request, outcome="refused", answer="Belum.", basis="UU", by=officer.actor, at=clock.now())
    assert purge(later)[REFUSED] == 1
    held.legal_holds.update(lifted_at=clock.now(), lifted_by="uji")
    assert purge(later)[REFUSED] == 1


def test_who_was_not_selected_and_who_took_part_go_by_terms_of_their_own(programme: Programme) -> None:
    make_enrolment(make_cohort_of(programme))
    call = make_call(programme, slug="lain")
    apply(call, numbered_answers(call, 7))
    end(programme)
    last = clock.now()
    told = [purge(last + timedelta(days=days)) for days in (363, 370, 5 * 365 - 5, 5 * 365 + 5)]
    assert [(each[NOT_SELECTED], each[PARTICIPANT]) for each in told] == [(0, 0), (1, 0), (0, 0), (0, 1)]


def test_certificates_offers_and_answered_requests_go_in_their_time(programme: Programme, officer: Account) -> None:
    make_rule(programme)
    enrolment = make_finisher(make_cohort_of(programme), "Kartolo Wulandari")
    make_certificate(enrolment)
    answer_right(ask(enrolment.application), outcome="granted", answer="Sudah.", by=officer.actor, at=clock.now())
    MentorApplication.objects.create(
        programme=programme, name="Mina Mentor", email="mina@contoh.example", phone="+628111", motivation="Ingin.",
        applied_at=clock.now(), decided_at=clock.now(), decided_by="uji", approved=False,
    )  # fmt: skip
    end(programme)
    at = clock.now()
    purge(at + YEAR)
    assert where_it_stands("Mina Mentor", "mina@") == []
    assert purge(at + 5 * YEAR)[RIGHTS] == 1
    assert RightsRequest.objects.get().text == ""
    assert where_it_stands("Kartolo") == ["evaluation.Certificate.name_on_it"]
    assert purge(at + 10 * YEAR)[CERTIFICATE] == 1
    assert (where_it_stands("Kartolo"), is_record_intact()) == ([], True)
    assert set(purge(at + 10 * YEAR).values()) == {0}


def test_an_office_sets_its_own_term_from_a_day_on(
    programme: Programme, withdrawn: list[Application], administrator: Account
) -> None:
    office = programme.organisation
    given = {"days": 30, "basis": "Perwali uji", "by": administrator.actor, "at": clock.now()}
    with pytest.raises(TermInThePast):
        set_term(office, REFUSED, since=clock.today() - timedelta(days=1), **given)  # type: ignore[arg-type]  # kinds differ
    set_term(office, REFUSED, since=clock.today() + timedelta(days=10), **given)  # type: ignore[arg-type]  # kinds differ
    assert [term_of(office, REFUSED, clock.today() + timedelta(days=days)).days for days in (9, 10)] == [365, 30]
    assert term_of(office, MENTOR_OFFER, date(2030, 1, 1)).days == 365
    assert purge(withdrawn[0].call.closes_at + timedelta(days=31))[REFUSED] == 3


def test_a_longer_term_keeps_nobody_s_data_longer_than_they_were_told(
    programme: Programme, withdrawn: list[Application], client: Client, administrator: Account
) -> None:
    office, given = programme.organisation, {"basis": "Perwali uji", "by": administrator.actor, "at": clock.now()}
    since = clock.today() + timedelta(days=1)
    set_term(office, REFUSED, days=5 * 365, since=since, **given)  # type: ignore[arg-type]  # kinds differ
    call = withdrawn[0].call
    with time_machine.travel(clock.now() + timedelta(days=2)):
        renew_notices(clock.now())
        later = apply(call, numbered_answers(call, 40))
        withdraw_application(later, by=later.actor, at=clock.now())
        pages = [client.get(f"{each.own_path}data/").content.decode() for each in (withdrawn[0], later)]
    days = [plain_date(local_date(call.closes_at) + timedelta(days=days)) for days in (365, 5 * 365)]
    assert [[day in page for day in days] for page in pages] == [[True, False], [False, True]]
    (counted,) = [each.counts for each in due_counts(office, [call.closes_at + YEAR]) if each.purpose == REFUSED]
    assert (counted, purge(call.closes_at + YEAR)[REFUSED]) == ([3], 3)
    assert purge(call.closes_at + timedelta(days=5 * 365 - 2))[REFUSED] == 0
    assert purge(call.closes_at + timedelta(days=5 * 365 + 2))[REFUSED] == 1


@pytest.mark.parametrize("since", [0, 1])
def test_who_read_the_notice_before_a_longer_term_began_counts_as_told_the_shorter_one(
    programme: Programme, client: Client, administrator: Account, since: int
) -> None:
    """The form was open while the term began, also within one day; the notice that was ticked says what was read."""
    call = make_call(programme)
    given = {"basis": "Perwali uji", "by": administrator.actor, "at": clock.now()}
    set_term(programme.organisation, REFUSED, days=5 * 365, since=clock.today() + timedelta(days=since), **given)  # type: ignore[arg-type]  # kinds differ
    with time_machine.travel(clock.now() + timedelta(days=since, minutes=1)):
        sent = [apply(call)]
        renew_notices(clock.now())
        sent.append(apply(call, numbered_answers(call, 40)))
        gone = [withdraw_application(each, by=each.actor, at=clock.now()) for each in sent]
        pages = [client.get(f"{each.own_path}data/").content.decode() for each in gone]
    days = [plain_date(local_date(call.closes_at) + timedelta(days=days)) for days in (365, 5 * 365)]
    assert [[day in page for day in days] for page in pages] == [[True, False], [False, True]]
    assert [purge(call.closes_at + timedelta(days=days))[REFUSED] for days in (367, 5 * 365 - 2, 5 * 365 + 2)] == [
        1,
        0,
        1,
    ]


def test_a_notice_that_says_nothing_of_retention_promises_nothing_so_the_day_of_sending_counts(
    programme: Programme, administrator: Account
) -> None:
    call = make_call(programme)
    write_text(
        call, key=NOTICE, text="Kami memproses data Anda.", text_en="We process your data.", by=SETUP, at=clock.now()
    )
    given = {"basis": "Perwali uji", "by": administrator.actor, "at": clock.now()}
    set_term(programme.organisation, REFUSED, days=5 * 365, since=clock.today() + timedelta(days=1), **given)  # type: ignore[arg-type]  # kinds differ
    with time_machine.travel(clock.now() + timedelta(days=2)):
        sent = apply(call)
        withdraw_application(sent, by=sent.actor, at=clock.now())
    assert [purge(call.closes_at + timedelta(days=days))[REFUSED] for days in (367, 5 * 365 + 2)] == [0, 1]


def test_a_shorter_term_counts_for_who_was_told_a_longer_one(programme: Programme, administrator: Account) -> None:
    make_enrolment(make_cohort_of(programme))
    call = make_call(programme, slug="lain")
    apply(call, numbered_answers(call, 7))
    given = {"basis": "Perwali uji", "by": administrator.actor, "at": clock.now(), "since": clock.today()}
    for purpose, days in ((NOT_SELECTED, 100), (PARTICIPANT, 200), (NOT_SELECTED, 40)):
        set_term(programme.organisation, purpose, days=days, **given)  # type: ignore[arg-type]  # kinds differ
    end(programme)
    last = clock.now()
    told = [purge(last + timedelta(days=days)) for days in (35, 45, 195, 205)]
    assert [(each[NOT_SELECTED], each[PARTICIPANT]) for each in told] == [(0, 0), (1, 0), (0, 0), (0, 1)]


def test_the_page_of_terms_counts_and_names_nobody(
    programme: Programme, withdrawn: list[Application], administrator: Account, inspector: Account, signed_in: SignIn
) -> None:
    address = f"/desk/masa-simpan/{programme.organisation.slug}/"
    with time_machine.travel(withdrawn[0].call.closes_at + YEAR):
        page = signed_in(administrator).get(address)
        counts = {row["term"].key: row["counts"] for row in page.context["rows"]}
        assert counts[REFUSED] == [3, 3, 3]
        assert "Pelamar Uji" not in page.content.decode()
        changing = signed_in(administrator).get(f"{address}{REFUSED}/")
        form = changing.context["form"]
        typed = {"once": form["once"].value(), "days": "30", "basis": "Perwali", "since": clock.today().isoformat()}
        assert signed_in(administrator).post(f"{address}{REFUSED}/", typed).status_code == 302
    reader = signed_in(inspector)
    assert (reader.get(address).status_code, reader.get(f"{address}{REFUSED}/").status_code) == (200, 403)


def test_to_others_the_terms_of_an_office_do_not_exist(
    programme: Programme, stranger: Account, officer: Account, signed_in: SignIn
) -> None:
    address = f"/desk/masa-simpan/{programme.organisation.slug}/"
    assert [signed_in(who).get(address).status_code for who in (stranger, officer)] == [404, 403]
