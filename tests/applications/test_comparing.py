"""Bank accounts and home addresses that several people gave: a sign for the office, kept as hashes, never a refusal."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from applications.test_form import posted
from factories.applications import add_question, apply, make_call, numbered_answers
from factories.people import SETUP
from sanggar.applications import actions
from sanggar.applications.actions.questions import ComparedTwice, NothingToCompare
from sanggar.applications.comparing import hash_anew
from sanggar.applications.models import Application, Call, Question
from sanggar.applications.signals import shared_by, shared_values, signals_of
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def account(call: Call) -> Question:
    return add_question(call, "Nomor rekening?", compared_as="account")


@pytest.fixture
def address(call: Call) -> Question:
    return add_question(call, "Alamat rumah?", "long", compared_as="address")


def told(application: Application) -> list[tuple[str, int]]:
    one = Application.objects.get(pk=application.pk)
    found = signals_of(one, shared_by(one))
    assert found == signals_of(one, shared_values([one.call]))
    return [(each.kind, each.others) for each in found]


def test_who_gave_the_same_account_or_address_is_a_sign_however_it_is_written(
    call: Call, account: Question, address: Question
) -> None:
    given = [("0123 456-789", "Jl. Kawi No. 9, RT 2"), ("0123456789", "jalan kawi 9 rt 2"), ("99", "Jl. Kawi 10, RT 2")]
    first, second, third = (
        apply(call, numbered_answers(call, number, own={account.pk: digits, address.pk: home}))
        for number, (digits, home) in enumerate(given, start=1)
    )
    nothing = [apply(call, numbered_answers(call, number, own={account.pk: "", address.pk: ""})) for number in (4, 5)]
    assert told(first) == told(second) == [("rekening", 1), ("alamat", 1)]
    assert [told(each) for each in (third, *nothing)] == [[], [], []]
    assert {each.state for each in Application.objects.all()} == {"submitted"}


@pytest.mark.parametrize(
    ("digits", "home"), [("-", "-"), ("0", "tidak ada"), ("0000000000", "Jl. Kawi"), ("1234567", "xxxxxxxxxxxx")]
)
def test_what_is_no_account_or_address_is_no_sign(
    call: Call, account: Question, address: Question, digits: str, home: str
) -> None:
    own = {account.pk: digits, address.pk: home}
    first, second = (apply(call, numbered_answers(call, number, own=own)) for number in (1, 2))
    assert (told(first), told(second)) == ([], [])


def test_an_answer_to_compare_stands_in_the_clear_nowhere_and_tells_nothing_in_another_call(
    call: Call, account: Question, programme: Programme
) -> None:
    other = make_call(programme, slug="tahap-2")
    own = add_question(other, "Nomor rekening?", compared_as="account")
    one = apply(call, numbered_answers(call, 1, own={account.pk: "0123456789"}))
    two = apply(other, numbered_answers(other, 1, own={own.pk: "0123456789"}))
    assert "0123456789" not in str(list(Application.objects.values_list()))
    assert one.account_lookup != two.account_lookup


def test_the_form_and_an_edit_keep_the_sign_and_erasing_takes_it(call: Call, account: Question) -> None:
    assert Client().post("/daftar/tahap-1/", posted(**{account.name: "0123 456 789"})).status_code == 303
    sent = Application.objects.get()
    other = apply(call, numbered_answers(call, 2, own={account.pk: "0123456789"}))
    assert told(other) == [("rekening", 1)]
    changed = numbered_answers(call, 2, own={account.pk: "777"}, nik="")
    actions.edit_application(other, changed, by=other.actor, at=clock.now())
    assert told(other) == told(sent) == []
    erased = actions.erase_application(sent, purpose="uji", rows=0, by=SETUP, at=clock.now())
    assert (erased.account_lookup, erased.address_lookup) == ("", "")


def test_with_other_keys_the_hashes_are_made_anew(call: Call, account: Question) -> None:
    one = apply(call, numbered_answers(call, 1, own={account.pk: "0123456789"}))
    Application.objects.update(account_lookup="lama")
    apply(call, numbered_answers(call, 2, own={account.pk: ""}))
    assert hash_anew() == 1
    assert Application.objects.get(pk=one.pk).account_lookup == one.account_lookup


def test_a_server_that_knows_nothing_of_it_yet_goes_on_taking_applications(call: Call) -> None:
    """While one machine after the other gets a new version, the columns are there before all programs know them."""
    one, new = apply(call, numbered_answers(call, 1)), {"account_lookup", "address_lookup", "device"}
    told = {field.column: field.attname for field in Application._meta.concrete_fields}
    columns = [column for column in told if column not in {"id", *new}]
    values = {column: f"'{column}'" for column in ("receipt", "nik_lookup")} | {"submission_id": f"'{'0' * 32}'"}
    taken = ", ".join(values.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        into, source = ", ".join(columns), "FROM applications_application"
        cursor.execute(f"INSERT INTO applications_application ({into}) SELECT {taken} {source}")
    other = Application.objects.exclude(pk=one.pk).get()
    assert (other.account_lookup, other.address_lookup, other.device) == ("", "", "")


def test_one_written_question_of_each_sort_is_compared(call: Call, account: Question) -> None:
    with pytest.raises(ComparedTwice):
        add_question(call, "Rekening lain?", compared_as="account")
    with pytest.raises(NothingToCompare):
        add_question(call, "Berapa?", "number", compared_as="address")
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=account.pk).update(kind="number")
    again = Question(call=call, key="lain", position=9, kind="short", label="x", label_en="x", compared_as="account")
    with pytest.raises(ValidationError):
        again.validate_constraints()


def test_an_officer_marks_a_question_and_finds_who_shares_its_answer(
    call: Call, account: Question, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    desk, change = signed_in(officer), f"{ROOM}buka/tahap-1/susun/pertanyaan/{account.key}/"
    assert desk.get(change).context["form"]["compared_as"].value() == "account"
    one, two = (apply(call, numbered_answers(call, each, own={account.pk: "0123456789"})) for each in (1, 2))
    page = desk.get(f"{ROOM}lamaran/{one.receipt}/sama/rekening/").content.decode()
    assert (one.receipt in page, two.receipt in page) == (True, True)
    found = desk.get(f"{ROOM}lamaran/?signal=rekening").context["listing"].found
    assert {each.pk for each in found} == {one.pk, two.pk}
