"""Rotating keys: every sealed value moves to the new key, in all rooms together or not at all."""

from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt

from factories.people import SETUP
from sanggar.foundation import audit, clock, rotation
from sanggar.foundation.canary import require_matching_keys
from sanggar.foundation.keys import KeyFile, KeyFileUnusable, Purpose
from sanggar.foundation.models import AuditEntry, AuditPersonal, Canary, Region
from sanggar.foundation.sealed import unseal
from sanggar.people import actions
from sanggar.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
NIK = "3573051708039001"


@pytest.fixture
def person(office: Organisation) -> Person:
    require_matching_keys()
    identity = actions.Identity(
        nik=NIK,
        name="Siti Uji",
        birth_date=date(2003, 8, 17),
        sex="L",
        village=Region.objects.get(code="35.73.05.1004"),
        phone="+6281234567890",
    )
    return actions.register_person(identity, by=SETUP, at=clock.now())


def _key_of(sealed: str) -> str:
    return sealed.partition(":")[0]


def test_values_and_their_look_up_hashes_move_to_the_new_keys(settings: Any, person: Person) -> None:
    settings.KEYS = settings.KEYS.rotated(Purpose.FIELD).rotated(Purpose.LOOKUP)
    require_matching_keys(finishing=True)
    rotation.seal_anew()
    after = Person.objects.get(pk=person.pk)
    assert _key_of(after.nik_sealed) == settings.KEYS.active(Purpose.FIELD).id
    assert unseal(after.nik_sealed, "people.person.nik") == NIK
    assert after.nik_lookup == actions.nik_lookup(NIK) != person.nik_lookup


def test_the_personal_values_of_the_record_move_too_and_its_seal_holds(settings: Any, person: Person) -> None:
    audit.seal_pending(clock.now())
    settings.KEYS = settings.KEYS.rotated(Purpose.FIELD)
    rotation.seal_anew()
    kept = AuditPersonal.objects.get(entry__verb="people.register_person")
    assert _key_of(kept.sealed_values) == settings.KEYS.active(Purpose.FIELD).id
    entry = AuditEntry.objects.get(verb="people.register_person")
    assert (audit.personal_of(entry) or {})["name"] == "Siti Uji"
    assert audit.verify().fault == ""


def test_once_all_is_sealed_anew_the_old_key_opens_nothing_any_more(settings: Any, person: Person) -> None:
    old = settings.KEYS.active(Purpose.FIELD)
    settings.KEYS = settings.KEYS.rotated(Purpose.FIELD)
    rotation.seal_anew()
    settings.KEYS = KeyFile(tuple(key for key in settings.KEYS.keys if key != old and key.id != old.id))
    assert unseal(Person.objects.get().nik_sealed, "people.person.nik") == NIK


def test_a_rotation_that_fails_half_way_changes_nothing(
    settings: Any, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KEYS = settings.KEYS.rotated(Purpose.LOOKUP)

    def fail() -> int:
        raise RuntimeError

    monkeypatch.setattr(rotation, "ELSEWHERE", [*rotation.ELSEWHERE, fail])
    with pytest.raises(RuntimeError):
        rotation.seal_anew()
    assert Person.objects.get(pk=person.pk).nik_lookup == person.nik_lookup


def test_nothing_starts_between_a_new_look_up_key_and_the_hashes_made_with_it(settings: Any, person: Person) -> None:
    """Else the same NIK would not be recognised, and a person could apply twice."""
    settings.KEYS = settings.KEYS.rotated(Purpose.LOOKUP)
    with pytest.raises(KeyFileUnusable, match="sanggar keys finish"):
        require_matching_keys()
    require_matching_keys(finishing=True)
    rotation.seal_anew()
    require_matching_keys()
    assert Canary.objects.get(in_use=True).key_id == settings.KEYS.active(Purpose.LOOKUP).id


def test_the_record_sealed_with_a_retired_key_stays_provable(settings: Any, person: Person) -> None:
    audit.seal_pending(clock.now())
    settings.KEYS = settings.KEYS.rotated(Purpose.SEAL)
    actions.register_person(
        actions.Identity(NIK, "Siti Uji", date(2003, 8, 17), "L", person.village, "+6281234567891"),
        by=SETUP,
        at=clock.now(),
        card_shown=True,
    )
    audit.seal_pending(clock.now())
    verdict = audit.verify()
    assert (verdict.fault, verdict.batches) == ("", 2)


def test_second_factors_move_to_the_new_key_and_still_open(settings: Any, person: Person) -> None:
    account = actions.open_account(email="dewi@contoh.example", name="Dewi", by=SETUP, at=clock.now())
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    codes = RecoveryCodes.activate(account).get_unused_codes()
    settings.KEYS = settings.KEYS.rotated(Purpose.FIELD)
    rotation.seal_anew()
    kept = {factor.type: factor for factor in Authenticator.objects.all()}
    assert _key_of(kept["totp"].data["secret"]) == settings.KEYS.active(Purpose.FIELD).id
    assert decrypt(kept["totp"].data["secret"]) == secret
    assert RecoveryCodes(kept["recovery_codes"]).get_unused_codes() == codes
