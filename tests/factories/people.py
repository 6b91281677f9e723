"""Named personas: the office of Malang, its people, and the office next door that must see nothing."""

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.people import actions
from sanggar.people.models import Account, Organisation, Role

PASSWORD = "sandi-uji-1234"
SETUP = Actor.system("persiapan uji")


def make_office(slug: str = "diskominfo-malang", short_name: str = "Diskominfo Kota Malang") -> Organisation:
    return Organisation.objects.create(
        region_id="35.73",
        name="Dinas Komunikasi dan Informatika Kota Malang",
        short_name=short_name,
        slug=slug,
        head_title="Kepala Dinas",
        head_name="Kepala Uji",
    )


def make_account(name: str, role: str, office: Organisation) -> Account:
    """An account with one role: the inspector's is for the region, everyone else's for the office."""
    at = clock.now()
    email = f"{name.lower().replace(' ', '.')}@contoh.example"
    account = actions.open_account(email=email, name=name, password=PASSWORD, by=SETUP, at=at)
    if role == Role.INSPECTOR:
        actions.give_grant(account, role, region=office.region, by=SETUP, at=at)
    else:
        actions.give_grant(account, role, organisation=office, by=SETUP, at=at)
    return account
