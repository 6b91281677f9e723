"""`sanggar office SLUG …`: open an office with its first administrator, who then admits everyone else at the desk."""

import argparse
import re

from sanggar.cli.django import complain, say, with_database

EXAMPLE = """example:
  sanggar office diskominfo-malang --region 35.73 --name "Dinas Komunikasi dan Informatika Kota Malang" \\
    --short-name "Diskominfo Kota Malang" --admin-email anton@malangkota.example --admin-name "Anton Wijaya"
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="sanggar office", epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("slug", help="its word in addresses: letters, digits, hyphens; never changes")
    parser.add_argument("--region", required=True, help="code of its region, such as 35.73")
    parser.add_argument("--name", required=True, help="full official name")
    parser.add_argument("--short-name", required=True)
    parser.add_argument("--admin-email", required=True)
    parser.add_argument("--admin-name", required=True)
    given = parser.parse_args(arguments)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", given.slug):
        return complain("the address takes small letters, digits and single hyphens")
    return with_database(lambda: open_with_administrator(given))


def open_with_administrator(given: argparse.Namespace) -> int:
    from django.db import transaction

    from sanggar.foundation import clock
    from sanggar.foundation.audit import Actor
    from sanggar.foundation.errors import DomainError
    from sanggar.foundation.mail import public_address
    from sanggar.foundation.models import Region
    from sanggar.people import actions
    from sanggar.people.letters import password_path
    from sanggar.people.models import Role

    region = Region.objects.filter(code=given.region).first()
    if region is None:
        return complain(f"there is no region with the code {given.region}")
    by, at = Actor.system("sanggar office"), clock.now()
    try:
        with transaction.atomic():
            office = actions.open_office(
                region=region, name=given.name, short_name=given.short_name, slug=given.slug, by=by, at=at
            )
            grant = actions.admit(
                office, email=given.admin_email, name=given.admin_name, role=Role.ADMINISTRATOR, by=by, at=at
            )
    except DomainError as error:
        return complain(str(error))
    say(f"{office.name} is open; {grant.account.name} sets a password here, once:")
    say(public_address(password_path(grant.account)))
    return 0
