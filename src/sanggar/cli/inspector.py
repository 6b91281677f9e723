"""`sanggar inspector EMAIL …`: let someone read everything in a region and change nothing.

It is given here and not at the desk, for no office chooses who inspects it.
"""

import argparse

from sanggar.cli.django import complain, say, with_database


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sanggar inspector")
    parser.add_argument("email")
    parser.add_argument("--name", required=True)
    parser.add_argument("--region", required=True, help="code of the region, such as 35.73; its offices are covered")
    given = parser.parse_args(arguments)
    return with_database(lambda: let_inspect(given))


def let_inspect(given: argparse.Namespace) -> int:
    from django.db import transaction

    from sanggar.foundation import clock
    from sanggar.foundation.audit import Actor
    from sanggar.foundation.errors import DomainError
    from sanggar.foundation.mail import public_address
    from sanggar.foundation.models import Region
    from sanggar.people import actions
    from sanggar.people.letters import password_path
    from sanggar.people.models import Account, Role

    region = Region.objects.filter(code=given.region).first()
    if region is None:
        return complain(f"there is no region with the code {given.region}")
    if Account.objects.filter(email__iexact=given.email, grants__ended_at=None, grants__isnull=False).exists():
        return complain(f"{given.email} holds rights already; who inspects holds no other, so take another account")
    by, at = Actor.system("sanggar inspector"), clock.now()
    try:
        with transaction.atomic():
            account = actions.open_account(email=given.email, name=given.name, by=by, at=at)
            actions.give_grant(account, Role.INSPECTOR, region=region, by=by, at=at)
    except DomainError as error:
        return complain(str(error))
    say(f"{account.name} may read everything in {region.name} and sets a password here, once:")
    say(public_address(password_path(account)))
    return 0
