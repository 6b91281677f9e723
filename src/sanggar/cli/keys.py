"""`sanggar keys list`, `rotate PURPOSE`, `finish`, `forget ID`. See docs/guide/keys.md."""

import argparse
from collections.abc import Callable

from sanggar.cli import lock
from sanggar.cli.django import complain, say, with_database
from sanggar.config import environment
from sanggar.foundation.keys import KeyFile, KeyFileUnusable, Purpose


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sanggar keys")
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list", help="name every key, its purpose and age; never the secret")
    rotate = acts.add_parser("rotate", help="make a new active key; sealed values are sealed anew")
    rotate.add_argument("purpose", choices=[purpose.value for purpose in Purpose])
    acts.add_parser("finish", help="seal anew what an interrupted rotation left")
    forget = acts.add_parser("forget", help="drop a retired key: what only it opens is closed for good")
    forget.add_argument("id")
    given = parser.parse_args(arguments)
    if given.act == "list":
        return list_keys()
    if given.act == "finish":
        return alone(lambda: with_database(finish, finishing=True))
    if given.act == "forget":
        return alone(lambda: with_database(lambda: forget_key(given.id)))
    return alone(lambda: with_database(lambda: rotate_key(Purpose(given.purpose))))


def list_keys() -> int:
    try:
        ring = KeyFile.read(environment.keys_file())
    except KeyFileUnusable as error:
        return complain(str(error))
    for key in ring.keys:
        say(f"{key.id}\t{key.purpose}\t{key.created}\t{'active' if key.active else 'retired'}")
    return 0


def alone(work: Callable[[], int]) -> int:
    """A running program would go on sealing and looking up with the keys it read at its start."""
    try:
        with lock.used_alone():
            return work()
    except lock.InUse as error:
        return complain(str(error))


def rotate_key(purpose: Purpose) -> int:
    """Write the new key file first: a value sealed with a key that is not in the file would be lost."""
    from django.conf import settings

    from sanggar.foundation.canary import require_matching_keys

    ring = settings.KEYS.rotated(purpose)
    ring.write(environment.keys_file())
    settings.KEYS = ring
    require_matching_keys(finishing=True)
    note("rotate_key", ring.active(purpose).id, purpose=purpose.value)
    if purpose in (Purpose.FIELD, Purpose.LOOKUP):
        seal_all()
    say(f"{ring.active(purpose).id} is active; make a backup of the key file, then start `sanggar run` again")
    return 0


def forget_key(key_id: str) -> int:
    """After a theft: links and sessions made with the key end. Sealed values are moved to the active key before."""
    from django.conf import settings

    from sanggar.foundation.models import Canary

    key = next((key for key in settings.KEYS.keys if key.id == key_id), None)
    if key is None:
        return complain(f"there is no key {key_id}")
    if key.active:
        return complain(f"{key_id} is active; rotate {key.purpose} first")
    if key.purpose is Purpose.SEAL:
        return complain(f"{key_id} is needed to prove what it sealed in the audit record")
    seal_all()
    note("forget_key", key_id, purpose=key.purpose.value)
    Canary.objects.filter(key_id=key_id).delete()
    KeyFile(tuple(each for each in settings.KEYS.keys if each != key)).write(environment.keys_file())
    say(f"{key_id} is forgotten; backups made before still need the key file of their day")
    return 0


def finish() -> int:
    from django.conf import settings

    note("finish_rotation", settings.KEYS.active(Purpose.LOOKUP).id)
    return seal_all()


def note(act: str, key_id: str, **details: str) -> None:
    """Whoever has the machine changed its keys: on record by their ids, for an inspector to read, never the secret."""
    from django.db import transaction

    from sanggar.foundation import audit, clock
    from sanggar.foundation.models import Canary

    with transaction.atomic():
        by = audit.Actor.system("sanggar keys")
        audit.record(
            f"foundation.{act}",
            Canary.objects.get(key_id=key_id),
            by=by,
            at=clock.now(),
            details={"key": key_id} | details,
        )


def seal_all() -> int:
    from sanggar.foundation.rotation import seal_anew

    say(f"sealed anew: {seal_anew()} values")
    return 0
