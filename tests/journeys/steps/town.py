"""Given: an office, its people with their rights, and the office next door. All else happens in browsers."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.core.management import call_command

from factories.people import PASSWORD, make_account, make_office
from journeys.people_in_browsers import Visitor
from sanggar.foundation import clock
from sanggar.people.models import Role

OFFICE = "diskominfo-malang"
PUBLIC = f"/{OFFICE}/youtuber-tiktok/"
DESK = f"/desk{PUBLIC}"
STAFF = {
    "Dewi Pengelola": Role.OFFICER,
    "Putra PPTK": Role.PPTK,
    "Vina Verifikator": Role.PPK_SKPD,
    "Bayu Bendahara": Role.TREASURER,
    "Kartika Kepala": Role.BUDGET_AUTHORITY,
    "Ines Inspektorat": Role.INSPECTOR,
}
SECRET = re.compile(r"https?://\S+")


@dataclass
class Town:
    """Everybody who has come in so far, by name. `enter` opens a browser for a new one."""

    enter: Callable[..., Visitor]
    people: dict[str, Visitor] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    noted: dict[str, str] = field(default_factory=dict)
    """What people wrote down on the way: receipt numbers, links."""
    places: dict[str, list[str]] = field(default_factory=dict)
    """Who came out of the draw where."""

    def visitor(self, name: str, **how: Any) -> Visitor:
        """The person with this name; on the first time they come in."""
        if name not in self.people:
            self.people[name] = self.enter(name, **how)
        return self.people[name]

    def at_desk(self, name: str) -> Visitor:
        """One of the office, signed in."""
        if name not in self.people:
            self.visitor(name).signs_in(self.emails[name], PASSWORD)
        return self.people[name]

    @property
    def officer(self) -> Visitor:
        return self.at_desk("Dewi Pengelola")

    def when_the_worker_has_worked(self) -> None:
        """All that waited in the background is done."""
        call_command("db_worker", batch=True, interval=0, verbosity=0)

    def when_the_post_goes_out(self) -> None:
        """The worker sends what waits."""
        self.when_the_worker_has_worked()

    def letter_to(self, email: str) -> str:
        """The newest letter to an address."""
        found = [str(letter.body) for letter in mail.outbox if letter.to == [email]]
        assert found, f"no letter to {email}; there are letters to {[letter.to for letter in mail.outbox]}"
        return found[-1]

    def link_in_letter_to(self, email: str, leading_to: str) -> str:
        """The newest address in letters to someone that leads to this part of the site."""
        letters = [str(letter.body) for letter in mail.outbox if letter.to == [email]]
        links = [str(link) for body in letters for link in SECRET.findall(body) if leading_to in link]
        assert links, f"no letter to {email} leads to {leading_to}: {letters}"
        return links[-1]


def given_an_office_with_its_people(enter: Callable[..., Visitor]) -> Town:
    office = make_office()
    town = Town(enter)
    for name, role in STAFF.items():
        town.emails[name] = make_account(name, role, office).email
    other = make_office("dinas-lain", "Dinas Lain Kota Malang")
    town.emails["Rudi Dinas Lain"] = make_account("Rudi Dinas Lain", Role.OFFICER, other).email
    return town


def moment(in_minutes: float) -> datetime:
    """By the office's clock."""
    return (clock.now() + timedelta(minutes=in_minutes)).astimezone(clock.office_zone())


def typed(in_minutes: float) -> str:
    """A moment as a date-and-time field takes it."""
    return f"{moment(in_minutes):%Y-%m-%dT%H:%M}"


def typed_afternoon(in_minutes: float) -> str:
    """Four o'clock of that day, as a deadline ends."""
    return f"{moment(in_minutes):%Y-%m-%dT16:00}"
