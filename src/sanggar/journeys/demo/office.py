"""The office and its people: one for each role."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sanggar.foundation.audit import Actor
from sanggar.people.actions import give_grant, open_account
from sanggar.people.models import Account, Organisation, Role

LOADER = Actor.system("data contoh")
STAFF = (
    (Role.OFFICER, "Dewi Anggraini", "dewi"),
    (Role.PPTK, "Putra Wicaksono", "putra"),
    (Role.PPK_SKPD, "Vina Maharani", "vina"),
    (Role.TREASURER, "Bayu Nugroho", "bayu"),
    (Role.BUDGET_AUTHORITY, "Kartika Sari", "kartika"),
    (Role.INSPECTOR, "Ines Paramita", "ines"),
    (Role.ADMINISTRATOR, "Anton Wibisono", "anton"),
)
DOMAIN = "diskominfo.example"


@dataclass
class Cast:
    """Who acts in the demo, and the logins that are printed."""

    office: Organisation
    accounts: dict[str, Account] = field(default_factory=dict)
    logins: list[tuple[str, str, str]] = field(default_factory=list)

    def actor(self, role: str) -> Actor:
        return self.accounts[role].actor

    def add(self, role: str, account: Account) -> None:
        """Give an account a password of this installation's own and print it later."""
        password = secrets.token_urlsafe(9)
        account.set_password(password)
        account.save(update_fields=["password"])
        self.accounts[role] = account
        self.logins.append((role, account.email or "", password))


def make_office() -> Organisation:
    return Organisation.objects.create(
        region_id="35.73",
        name="Dinas Komunikasi dan Informatika Kota Malang",
        short_name="Diskominfo Kota Malang",
        slug="diskominfo-malang",
        letterhead="Perkantoran Terpadu Gedung A Lantai 4, Jalan Mayjend Sungkono, Kota Malang 65132",
        head_title="Kepala Dinas Komunikasi dan Informatika",
        head_name="Kartika Sari",
        contact_phone="+623410000000",
        contact_email=f"layanan@{DOMAIN}",
    )


def make_cast(at: datetime) -> Cast:
    cast = Cast(make_office())
    for role, name, mailbox in STAFF:
        account = open_account(email=f"{mailbox}@{DOMAIN}", name=name, by=LOADER, at=at, place=cast.office.place)
        scope = {"region": cast.office.region} if role == Role.INSPECTOR else {"organisation": cast.office}
        give_grant(account, role, by=LOADER, at=at, **scope)
        cast.add(role, account)
    return cast
