"""`sanggar inspector`: how an installation gets somebody who reads everything in a region and changes nothing."""

from typing import Any

LET = ("inspector", "ines@inspektorat.example", "--name", "Ines Inspektorat", "--region", "35.73")
WHAT_IS_THERE = """
from sanggar.people.models import Grant
print([(grant.role, grant.region_id, grant.account.email) for grant in Grant.objects.all()])
"""


def test_it_gives_the_right_for_the_region_and_a_link_to_set_a_password(lived_in: Any) -> None:
    done = lived_in.sanggar(*LET)
    assert done.returncode == 0, done.stderr
    assert "/akun/sandi/lupa/" in done.stdout.splitlines()[-1]
    assert lived_in.python(WHAT_IS_THERE) == "[('inspector', '35.73', 'ines@inspektorat.example')]"


def test_who_holds_a_right_already_does_not_become_an_inspector(lived_in: Any) -> None:
    lived_in.sanggar(*LET)
    done = lived_in.sanggar(*LET)
    assert (done.returncode, "holds rights already" in done.stderr) == (2, True)


def test_a_region_that_does_not_exist_is_told(lived_in: Any) -> None:
    done = lived_in.sanggar(*LET[:-1], "99.99")
    assert (done.returncode, done.stderr) == (2, "sanggar: there is no region with the code 99.99\n")
    assert lived_in.python(WHAT_IS_THERE) == "[]"
