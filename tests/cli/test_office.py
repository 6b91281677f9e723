"""`sanggar office`: how an installation without the demo gets its first office and its first administrator."""

from typing import Any

import pytest

OPEN = (
    *("office", "diskominfo-malang", "--region", "35.73", "--name", "Dinas Komunikasi dan Informatika Kota Malang"),
    *("--short-name", "Diskominfo", "--admin-email", "anton@contoh.example", "--admin-name", "Anton Wijaya"),
)
WHAT_IS_THERE = """
from sanggar.people.models import Grant, Organisation
print([(grant.role, grant.organisation.slug, grant.account.email) for grant in Grant.objects.all()])
"""
SET_PASSWORD = """
from sanggar.cli.setting_up import collect_static
collect_static()
from django.test import Client
from sanggar.people.models import Account
browser = Client(headers={{"host": "localhost"}})
page = browser.get({path!r}, follow=True)
browser.post(page.request["PATH_INFO"], {{"password1": "sandi-panjang-1234", "password2": "sandi-panjang-1234"}})
print(page.status_code, Account.objects.get().check_password("sandi-panjang-1234"))
"""


def test_it_opens_an_office_whose_administrator_sets_a_password_by_a_link(lived_in: Any) -> None:
    lived_in.more["SANGGAR_ADDRESS"] = "http://sanggar.contoh.example"
    done = lived_in.sanggar(*OPEN)
    assert done.returncode == 0, done.stderr
    assert lived_in.python(WHAT_IS_THERE) == "[('administrator', 'diskominfo-malang', 'anton@contoh.example')]"
    address = done.stdout.splitlines()[-1]
    assert address.startswith("http://sanggar.contoh.example/akun/")
    path = address.removeprefix("http://sanggar.contoh.example")
    assert lived_in.python(SET_PASSWORD.format(path=path)).splitlines()[-1] == "200 True"


def test_an_office_is_opened_once_and_a_second_time_changes_nothing(lived_in: Any) -> None:
    lived_in.sanggar(*OPEN)
    done = lived_in.sanggar(*OPEN)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert lived_in.python(WHAT_IS_THERE) == "[('administrator', 'diskominfo-malang', 'anton@contoh.example')]"


@pytest.mark.parametrize(
    ("place", "wrong", "told"),
    [(1, "Diskominfo Malang", "small letters, digits"), (3, "99.99", "no region with the code 99.99")],
)
def test_what_can_not_be_is_told_and_nothing_is_opened(lived_in: Any, place: int, wrong: str, told: str) -> None:
    words = list(OPEN)
    words[place] = wrong
    done = lived_in.sanggar(*words)
    assert (done.returncode, told in done.stderr) == (2, True)
    assert lived_in.python(WHAT_IS_THERE) == "[]"
