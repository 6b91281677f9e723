"""A child's application and the guardian who agrees to it: on the same device, by a link, on paper, and taken back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from applications.test_form import FORM, posted
from factories.applications import answers_for, apply, make_call
from factories.people import SETUP
from factories.references import make_list
from sanggar.applications import actions, letters
from sanggar.applications.actions import guardians
from sanggar.applications.actions.refusals import GuardianAwaited, GuardianLinkOften
from sanggar.applications.guardianship import is_consented, needs_guardian
from sanggar.applications.models import (
    GUARDIAN,
    NOTICE,
    Act,
    Application,
    ApplicationState,
    Call,
    ConsentText,
    GivenBy,
    Guardianship,
)
from sanggar.applications.pages.desk_presenters import desk_timeline
from sanggar.applications.queries import guardian_text, texts_in_force
from sanggar.applications.screening_queries import lacking_guardian
from sanggar.applications.status import own_status
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry, Message
from sanggar.funding.models import ListKind
from sanggar.funding.reference_queries import adult_ages
from sanggar.journeys.erasing import erase_application_data
from sanggar.people.models import Account
from sanggar.people.purposes import RIGHTS
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
S = ApplicationState
AGED = (("3573011203959002", 17), ("3573025209989003", 18))
IBU = {"name": "Wati Uji", "relation": "mother", "phone": "+6281299990001"}


def years_ago(years: int) -> date:
    """Somebody who turned so many years a month ago."""
    today = clock.today() - timedelta(days=31)
    return today.replace(year=today.year - years, day=min(today.day, 28))


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme, minimum_age=13)


@pytest.fixture
def child(call: Call) -> Application:
    return apply(call, answers_for(call, birth_date=years_ago(16)))


def consent(child: Application, how: GivenBy = GivenBy.HERE) -> Guardianship:
    named = guardians.name_guardian(child, **IBU, by=child.actor, at=clock.now())
    by = guardians.guardian_actor(named)
    guardians.give_guardian_consent(named, guardian_text(child.call), how=how, by=by, at=clock.now())
    return named


def send(address: str, step: str, **answers: str) -> int:
    """Fill in one of the forms of a page and send it; the status."""
    page = Client().get(address)
    form = page.context["forms"][step]
    source = {name: answers.pop(name) for name in ("REMOTE_ADDR",) if name in answers}
    sent = {"once": str(form["once"].value()), "step": step} | answers
    return Client().post(address, sent, **source).status_code  # type: ignore[arg-type]  # of the environment


@pytest.mark.parametrize("consented", [False, True])
def test_who_is_refused_is_asked_for_no_consent_any_more_and_given_consent_stays_at_hand(
    child: Application, *, consented: bool
) -> None:
    if consented:
        consent(child)
    actions.refuse_application(child, reason="Alamat di luar kota.", by=SETUP, at=clock.now())
    page = Client().get(child.own_path).content.decode()
    assert (f'href="{child.own_path}wali/"' in page) == consented


def test_who_is_under_age_on_the_day_of_sending_needs_a_guardian_and_nobody_else(call: Call) -> None:
    ages = adult_ages()
    assert (ages.on(date(1990, 1, 1)), ages.on(date(2026, 11, 26)), ages.highest) == (18, 18, 18)
    assert needs_guardian(apply(call, answers_for(call, birth_date=years_ago(17))))
    assert not needs_guardian(apply(call, answers_for(call, birth_date=years_ago(18))))


def test_another_age_holds_from_its_day_on_and_a_child_of_before_stays_one(call: Call) -> None:
    young, grown = (apply(call, answers_for(call, nik=nik, birth_date=years_ago(years))) for nik, years in AGED)
    sixteen = [{"kode": "dewasa", "nama": "Dewasa", "umur": "16"}]
    make_list(ListKind.AGE, sixteen, valid_from=clock.today() + timedelta(days=1))
    later = apply(call, answers_for(call, nik="3573025209989004", birth_date=years_ago(17)))
    assert [needs_guardian(each) for each in (young, grown, later)] == [True, False, True]
    later.submitted_at += timedelta(days=2)
    assert (needs_guardian(later), adult_ages().highest) == (False, 18)


def test_a_birthday_after_sending_changes_nothing(child: Application) -> None:
    with time_machine.travel(clock.now() + timedelta(days=3 * 366)):
        assert needs_guardian(Application.objects.get(pk=child.pk))


def test_no_applicant_is_asked_what_guardians_agree_to(call: Call) -> None:
    assert GUARDIAN not in {text.key for text in texts_in_force(call)}
    assert ConsentText.objects.filter(call=call, key=GUARDIAN).count() == 1
    assert "wali yang sah" not in Client().get(FORM).content.decode()


@pytest.mark.usefixtures("call")
def test_the_office_reads_the_guardian_s_words_under_their_own_name(
    officer: Account, signed_in: Callable[[Account], Client], child: Application
) -> None:
    consent(child)
    room = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/buka/tahap-1/"
    call_page, text_page = (
        signed_in(officer).get(f"{room}{each}").content.decode() for each in ("", f"teks/{GUARDIAN}/")
    )
    assert ("Persetujuan orang tua atau wali" in call_page, "Persetujuan orang tua atau wali" in text_page) == (
        True,
        True,
    )
    assert ("Disetujui 1 wali; masih berlaku: 1." in text_page, "Berhenti menanyakan" in text_page) == (True, False)


@pytest.mark.usefixtures("call")
def test_the_check_page_tells_a_child_that_a_guardian_will_be_asked() -> None:
    told = [
        "Anda di bawah umur" in Client().post(FORM, posted(step="check", birth_date=str(born))).content.decode()
        for born in (years_ago(16), years_ago(20))
    ]
    assert told == [True, False]


def test_a_guardian_agrees_on_the_child_s_device(child: Application) -> None:
    address = f"{child.own_path}wali/"
    assert own_status(child).title == "Menunggu persetujuan wali"
    assert address in Client().get(child.own_path).content.decode()
    assert send(address, "name", **IBU, way="here") == 302
    assert send(address, "agree", text="") == 422
    assert send(address, "agree", text="on") == 302
    given = Guardianship.objects.get()
    assert (given.given_how, given.text, given.linked_at) == (GivenBy.HERE, guardian_text(child.call), None)
    assert own_status(child).title == "Lamaran terkirim"
    entry = AuditEntry.objects.get(verb="applications.consent")
    assert (entry.actor_kind, entry.actor_label) == ("guardian", f"wali {child.receipt}")
    assert guardian_text(child.call).digest in entry.details
    assert [event.act for event in child.events.all()] == [Act.SUBMIT, Act.GUARDIAN, Act.CONSENT]


def test_a_guardian_agrees_by_a_link_of_their_own_which_opens_nothing_else(child: Application) -> None:
    assert send(f"{child.own_path}wali/", "name", **IBU, way="link") == 302
    named = Guardianship.objects.get()
    letters.send_guardian_link.func(named.pk)
    assert Message.objects.filter(key=f"guardian {named.pk}").count() == 1
    page = Client().get(named.path).content.decode()
    assert (child.name in page, child.receipt in page, child.token in page) == (True, False, False)
    assert send(named.path, "agree", text="on") == 302
    assert is_consented(child)
    assert Guardianship.objects.get().given_how == GivenBy.LINK
    wrong = named.path.replace(f"/{named.pk}/", f"/{named.pk + 1}/")
    assert Client().get(wrong).status_code == 404


def test_the_words_that_were_on_the_page_are_on_record_also_when_the_office_changes_them(child: Application) -> None:
    named = guardians.name_guardian(child, **IBU, by=child.actor, at=clock.now())
    read = guardian_text(child.call)
    form = Client().get(named.path).context["forms"]["agree"]
    actions.write_text(child.call, key=GUARDIAN, text="Lain", text_en="Other", by=SETUP, at=clock.now())
    answer = {"once": str(form["once"].value()), "step": "agree", "text": read.mark}
    assert Client().post(named.path, answer).status_code == 302
    assert Guardianship.objects.get().text == read


def test_a_guardian_reads_the_notice_that_the_child_read_before_and_after_agreeing(child: Application) -> None:
    actions.write_text(child.call, key=NOTICE, text="Yang baru", text_en="The new", by=SETUP, at=clock.now())
    named = guardians.name_guardian(child, **IBU, by=child.actor, at=clock.now())
    addresses = (named.path, f"{child.own_path}wali/")
    pages = [Client().get(address).content.decode() for address in addresses]
    send(named.path, "agree", text="on")
    pages.append(Client().get(named.path).content.decode())
    told = ("Pemberitahuan privasi yang dibaca pelamar", "Penyimpanan: ", "Yang baru")
    assert [[words in page for words in told] for page in pages] == [[True, True, False]] * 3


def test_the_queue_finds_who_waits_for_a_guardian_and_nobody_else(child: Application, call: Call) -> None:
    consented = apply(call, answers_for(call, nik="3573011203959002", birth_date=years_ago(15)))
    consent(consented)
    apply(call, answers_for(call, nik="3573025209989003", birth_date=years_ago(18)))
    assert list(lacking_guardian(Application.objects.all())) == [child]
    assert list(lacking_guardian(Application.objects.none())) == []


def test_without_the_consent_a_child_is_not_eligible_where_the_call_wants_it_first(child: Application) -> None:
    with pytest.raises(GuardianAwaited):
        actions.accept_for_draw(child, by=SETUP, at=clock.now())
    consent(child)
    actions.accept_for_draw(child, by=SETUP, at=clock.now())
    assert Application.objects.get().state == S.ELIGIBLE


def test_where_the_call_does_not_want_it_first_it_is_asked_all_the_same(child: Application) -> None:
    actions.set_screening_terms(
        child.call, correction_days=7, two_refuse=False, guardian_first=False, by=SETUP, at=clock.now()
    )
    assert own_status(child).title == "Menunggu persetujuan wali"
    actions.accept_for_draw(child, by=SETUP, at=clock.now())
    assert Application.objects.get().state == S.ELIGIBLE


def test_a_withdrawn_consent_is_told_and_the_application_is_screened_again(child: Application) -> None:
    named = consent(child, GivenBy.LINK)
    actions.accept_for_draw(child, by=SETUP, at=clock.now())
    assert send(named.path, "withdraw") == 302
    fresh = Application.objects.get()
    assert (fresh.state, own_status(fresh).title) == (S.SUBMITTED, "Persetujuan wali ditarik")
    assert Client().get(named.path).status_code == 410
    assert [told["title"] for told in desk_timeline(fresh)][:2] == [
        "Dikembalikan untuk diperiksa",
        "Wali menarik persetujuan",
    ]
    consent(fresh)
    assert own_status(fresh).title == "Lamaran terkirim"
    assert Guardianship.objects.count() == 2


def test_from_a_frozen_list_nobody_falls_out_by_a_withdrawn_consent_the_office_sees_it(child: Application) -> None:
    named = consent(child)
    actions.accept_for_draw(child, by=SETUP, at=clock.now())
    Application.objects.update(frozen_at=clock.now())
    guardians.withdraw_guardian_consent(named, by=guardians.guardian_actor(named), at=clock.now())
    assert Application.objects.get().state == S.ELIGIBLE
    assert not is_consented(child)


def test_who_is_named_instead_makes_the_first_one_s_link_useless(child: Application) -> None:
    first = guardians.name_guardian(child, **IBU, by=child.actor, at=clock.now())
    guardians.name_guardian(child, name="Karto", relation="father", phone="+6281299990002", by=SETUP, at=clock.now())
    assert Client().get(first.path).status_code == 410
    with pytest.raises(IntegrityError), transaction.atomic():
        Guardianship.objects.update(ended_at=None, ending="")


def test_of_one_application_few_links_leave_a_day_whatever_numbers_are_typed(child: Application) -> None:
    """Each would be a message to a stranger, at the city's cost."""
    for number in range(guardians.MOST_LINKS):
        other = IBU | {"phone": f"+62812999900{number:02}"}
        guardians.name_guardian(child, **other, sends=True, by=child.actor, at=clock.now())
    with pytest.raises(GuardianLinkOften), transaction.atomic():
        guardians.name_guardian(child, **IBU, sends=True, by=child.actor, at=clock.now())


def test_a_guardian_is_named_anew_some_times_a_day_by_one_link_and_from_one_address(
    child: Application, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guardians, "MOST_NAMED", 2)
    address = f"{child.own_path}wali/"
    with time_machine.travel(clock.now(), tick=False):
        assert [send(address, "name", **IBU, way="here") for _again in range(3)] == [302, 302, 422]
        assert Guardianship.objects.count() == 2
        monkeypatch.setattr(guardians, "MOST_NAMED_FROM", 1)
        others = [
            apply(call, answers_for(call, nik=nik, birth_date=years_ago(age)))
            for nik, age in (("3573011203959002", 16), ("3573025209989003", 15))
        ]
        source = {"REMOTE_ADDR": "203.0.113.9"}
        tried = [send(f"{each.own_path}wali/", "name", **IBU, way="here", **source) for each in others]
        assert tried == [302, 422]


@pytest.mark.parametrize("how", ["answered", "replaced", "erased"])
def test_what_was_written_to_a_guardian_is_emptied_once_it_is_for_nobody(child: Application, how: str) -> None:
    """With the guardian's number stands the child's name in it."""
    named = guardians.name_guardian(child, **IBU, sends=True, by=child.actor, at=clock.now())
    letters.send_guardian_link.call(named.pk)
    message = Message.objects.get(key=f"guardian {named.pk}")
    assert message.text_sealed
    if how == "answered":
        guardians.give_guardian_consent(named, guardian_text(child.call), how=GivenBy.LINK, by=SETUP, at=clock.now())
    elif how == "replaced":
        guardians.name_guardian(child, name="Karto", relation="father", phone="", by=SETUP, at=clock.now())
    else:
        gone = actions.withdraw_application(child, by=child.actor, at=clock.now())
        erase_application_data(gone, purpose=RIGHTS, by=SETUP, at=clock.now())
    message.refresh_from_db()
    assert (message.text_sealed, message.person) == ("", "")


def test_an_officer_records_a_consent_on_paper_with_where_it_lies(
    child: Application, officer: Account, inspector: Account, signed_in: Callable[[Account], Client]
) -> None:
    programme = child.programme
    address = reverse("applications:guardian_paper", args=(programme.organisation.slug, programme.slug, child.receipt))
    desk = signed_in(officer)
    form = {"once": str(desk.get(address).context["form"]["once"].value()), **IBU}
    assert desk.post(address, form).status_code == 422
    assert desk.post(address, form | {"place": "Map merah, lemari 2"}).status_code == 302
    given = Guardianship.objects.get()
    assert (given.given_how, given.paper_place) == (GivenBy.PAPER, "Map merah, lemari 2")
    page = desk.get(address.removesuffix("wali/")).content.decode()
    assert "Map merah, lemari 2" in page
    assert signed_in(inspector).get(address).status_code == 403


def test_who_does_not_answer_is_reminded_once_and_who_answered_never(child: Application, call: Call) -> None:
    other = apply(call, answers_for(call, nik="3573011203959002", birth_date=years_ago(15)))
    guardians.name_guardian(child, **IBU, sends=True, by=child.actor, at=clock.now())
    consented = guardians.name_guardian(other, **IBU, sends=True, by=other.actor, at=clock.now())
    text = guardian_text(call)
    guardians.give_guardian_consent(consented, text, how=GivenBy.LINK, by=SETUP, at=clock.now())
    days = [guardians.remind_guardians(clock.now() + timedelta(days=day)) for day in (2, 4, 8)]
    assert days == [0, 1, 0]


def test_the_database_keeps_a_consent_whole(child: Application) -> None:
    named = guardians.name_guardian(child, **IBU, by=child.actor, at=clock.now())
    rows = Guardianship.objects.filter(pk=named.pk)
    for broken in (
        {"given_at": clock.now()},
        {"given_how": "link"},
        {"ended_at": clock.now()},
        {"relation": "friend"},
        {"given_at": clock.now(), "text": guardian_text(child.call), "given_how": "paper"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**broken)
