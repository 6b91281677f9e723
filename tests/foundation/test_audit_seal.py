"""The seal: whatever is done to the record behind the program's back is found, and named."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from factories.databases import behind_its_back
from factories.people import SETUP
from sanggar.foundation import audit, clock
from sanggar.foundation.audit import sealing
from sanggar.foundation.audit.sealing import GENESIS
from sanggar.foundation.models import AuditBatch, AuditEntry, AuditPersonal, AuditSealed
from sanggar.people.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(office: Organisation) -> Callable[[], AuditEntry]:
    """Do something that is recorded."""
    return lambda: audit.record("people.test", office, by=SETUP, at=clock.now(), personal={"name": "Siti Uji"})


@pytest.fixture
def free_id(act: Callable[[], AuditEntry]) -> int:
    """An id before all others that no entry has."""
    first = act()
    with behind_its_back():
        AuditPersonal.objects.filter(entry=first).delete()
        AuditEntry.objects.filter(pk=first.pk).delete()
    return first.pk


@pytest.fixture
def record(act: Callable[[], AuditEntry]) -> list[AuditEntry]:
    """Three sealed batches of three entries each."""
    made = []
    for _ in range(3):
        made += [act() for _ in range(3)]
        audit.seal_pending(clock.now())
    return made


def test_an_untouched_record_is_intact(record: list[AuditEntry]) -> None:
    verdict = audit.verify()
    assert (verdict.batches, verdict.entries, verdict.pending, verdict.fault) == (3, 9, 0, "")
    assert verdict.head == audit.head() != GENESIS


def test_an_empty_record_is_intact() -> None:
    assert audit.verify() == audit.Verdict(0, 0, 0, GENESIS)
    assert audit.seal_pending(clock.now()) is None


def test_sealing_when_nothing_happened_adds_nothing(record: list[AuditEntry]) -> None:
    audit.seal_pending(clock.now())
    assert AuditBatch.objects.count() == 3


def test_what_is_not_sealed_yet_is_counted(record: list[AuditEntry], act: Callable[[], AuditEntry]) -> None:
    act()
    verdict = audit.verify()
    assert (verdict.pending, verdict.fault) == (1, "")


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "people.other"},
        {"actor_label": "Orang Lain"},
        {"details": '{"seats":51}'},
        {"subject": "people.organisation:99"},
        {"at": datetime.fromisoformat("2020-01-01T00:00:00+00:00")},
        {"commitment": "0" * 64},
        {"mac": "0" * 64},
        {"mac": "é" * 64},
        {"ref": "0" * 32},
    ],
)
def test_a_changed_row_is_named(record: list[AuditEntry], change: dict[str, object]) -> None:
    with behind_its_back():
        AuditEntry.objects.filter(pk=record[4].pk).update(**change)
    assert audit.verify().fault == (f"batch 2, row 2: entry {record[4].pk} was changed or not written by the program")


def test_a_time_moved_by_one_microsecond_is_found(record: list[AuditEntry]) -> None:
    with behind_its_back():
        AuditEntry.objects.filter(pk=record[0].pk).update(at=record[0].at + timedelta(microseconds=1))
    assert audit.verify().fault.startswith("batch 1, row 1: ")
    faults = [audit.fault_of_batch(batch) for batch in AuditBatch.objects.order_by("number")]
    assert (faults[0][:15], any(faults[1:])) == ("batch 1, row 1:", False)


@pytest.mark.parametrize(("gone", "named"), [(3, "row 1"), (4, "row 2"), (5, "row 3")])
def test_a_removed_row_is_named(record: list[AuditEntry], gone: int, named: str) -> None:
    with behind_its_back():
        AuditPersonal.objects.filter(entry=record[gone]).delete()
        AuditSealed.objects.filter(entry=record[gone]).delete()
        AuditEntry.objects.filter(pk=record[gone].pk).delete()
    assert audit.verify().fault == f"batch 2, {named} of 3 is missing"


def test_a_removed_membership_is_named(record: list[AuditEntry]) -> None:
    with behind_its_back():
        AuditSealed.objects.filter(entry=record[4]).delete()
    assert audit.verify().fault == "batch 2, row 2 of 3 is missing"


def test_a_membership_moved_to_another_batch_is_found(record: list[AuditEntry]) -> None:
    with behind_its_back():
        AuditSealed.objects.filter(entry=record[5]).update(batch=AuditBatch.objects.get(number=3), position=4)
    assert audit.verify().fault == "batch 2, row 3 of 3 is missing"


def test_two_rows_that_changed_places_are_found(record: list[AuditEntry]) -> None:
    with behind_its_back():
        AuditSealed.objects.filter(entry=record[3]).update(position=9)
        AuditSealed.objects.filter(entry=record[4]).update(position=1)
        AuditSealed.objects.filter(entry=record[3]).update(position=2)
    assert audit.verify().fault == "batch 2 does not match its digest"


def test_a_row_slipped_into_a_sealed_batch_is_named(record: list[AuditEntry], act: Callable[[], AuditEntry]) -> None:
    slipped = act()
    AuditSealed.objects.create(entry=slipped, batch=AuditBatch.objects.get(number=2), position=4)
    assert audit.verify().fault == f"batch 2, row 4: entry {slipped.pk} was added to the 3 that were sealed"


def test_a_row_that_the_program_did_not_write_is_named_before_and_after_sealing(record: list[AuditEntry]) -> None:
    forged = AuditEntry.objects.filter(pk=record[0].pk).get()
    forged.pk, forged.ref, forged.verb = None, "f" * 32, "people.forged"
    forged.save(force_insert=True)
    fault = f"entry {forged.pk} was changed or not written by the program"
    assert audit.verify().fault == f"not yet sealed: {fault}"
    audit.seal_pending(clock.now())
    assert audit.verify().fault == f"batch 4, row 1: {fault}"


def test_a_forged_row_that_claims_a_batch_which_does_not_exist_is_named(record: list[AuditEntry]) -> None:
    """Neither waiting nor in any batch that is read: it would stand in the record unproven."""
    forged = AuditEntry.objects.filter(pk=record[0].pk).get()
    forged.pk, forged.ref, forged.verb = None, "f" * 32, "people.forged"
    forged.save(force_insert=True)
    claim = AuditSealed.objects.create(entry=forged, batch_id=10**6, position=1)
    found = audit.verify().fault
    with behind_its_back():
        AuditSealed.objects.filter(pk=claim.pk).delete()
    assert found == f"entry {forged.pk} claims a batch that does not exist"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's unique index can't be dropped")
def test_an_act_that_was_recorded_again_is_found(record: list[AuditEntry]) -> None:
    """A true row, copied with its own MAC."""
    copy = AuditEntry.objects.filter(pk=record[0].pk).get()
    copy.pk = None
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE foundation_auditentry DROP CONSTRAINT foundation_auditentry_ref_key")
    copy.save(force_insert=True)
    assert audit.verify().fault == f"the act {copy.ref} stands in the record 2 times"


def test_a_trigger_that_is_gone_is_named(record: list[AuditEntry]) -> None:
    with behind_its_back():
        found = audit.verify().fault
    assert found.startswith("the triggers of the record were changed: foundation_auditbatch_no_delete, ")
    assert audit.verify().fault == ""


def test_a_trigger_that_drops_what_is_recorded_is_named(record: list[AuditEntry]) -> None:
    where = {"sqlite": "BEGIN SELECT 1; END", "postgresql": "FOR EACH ROW EXECUTE FUNCTION sanggar_refuse_change()"}
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TRIGGER hush AFTER INSERT ON foundation_auditentry {where[connection.vendor]}")
        found = audit.verify().fault
        cursor.execute(f"DROP TRIGGER hush{' ON foundation_auditentry' if connection.vendor == 'postgresql' else ''}")
    assert found == "the triggers of the record were changed: hush"


NAME, TABLE = "foundation_auditentry_no_update", "foundation_auditentry"
TOOTHLESS = {
    "sqlite": [
        f"DROP TRIGGER {NAME}",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END",
    ],
    "postgresql": [
        f"DROP TRIGGER {NAME} ON {TABLE}",
        (
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN (false) "
            "EXECUTE FUNCTION sanggar_refuse_change()"
        ),
    ],
}


def test_a_trigger_that_keeps_its_name_but_refuses_nothing_is_named(record: list[AuditEntry]) -> None:
    with connection.cursor() as cursor:
        for statement in TOOTHLESS[connection.vendor]:
            cursor.execute(statement)
    assert audit.verify().fault == f"the triggers of the record were changed: {NAME}"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only there a trigger runs a function of its own")
def test_a_function_that_refuses_nothing_any_more_is_named(record: list[AuditEntry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION sanggar_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NEW; END $$"
        )
    assert audit.verify().fault.startswith("the triggers of the record were changed: foundation_auditbatch_no_delete, ")


def test_a_removed_batch_is_named(record: list[AuditEntry]) -> None:
    with behind_its_back():
        AuditSealed.objects.filter(batch__number=2).delete()
        AuditBatch.objects.filter(number=2).delete()
    assert audit.verify().fault == "batch 2 is missing"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"digest": "f" * 64}, "batch 2 does not match its digest"),
        ({"previous": "f" * 64}, "batch 2 does not name the batch before it"),
        ({"sealed_at": datetime.fromisoformat("2020-01-01T00:00:00+00:00")}, "batch 2 does not match its digest"),
        ({"size": 4}, "batch 2, row 4 of 4 is missing"),
        ({"signature": "AAAA"}, "batch 2: the signature does not hold"),
        ({"signature": "?"}, "batch 2: the signature does not hold"),
        ({"key_id": "seal-00000000"}, "batch 2: the signature does not hold"),
    ],
)
def test_a_changed_batch_is_named(record: list[AuditEntry], change: dict[str, object], fault: str) -> None:
    with behind_its_back():
        AuditBatch.objects.filter(number=2).update(**change)
    assert audit.verify().fault == fault


def test_a_batch_rewritten_without_the_key_is_found(record: list[AuditEntry]) -> None:
    """Someone who removes a row and recomputes every digest still has no signature."""
    with behind_its_back():
        AuditPersonal.objects.filter(entry=record[8]).delete()
        AuditSealed.objects.filter(entry=record[8]).delete()
        AuditEntry.objects.filter(pk=record[8].pk).delete()
        last = AuditBatch.objects.get(number=3)
        digest = sealing.batch_digest(3, last.previous, last.sealed_at, record[6:8])
        AuditBatch.objects.filter(number=3).update(digest=digest, size=2)
    assert audit.verify().fault == "batch 3: the signature does not hold"


def test_a_cut_tail_is_found_by_the_head_that_was_noted(record: list[AuditEntry]) -> None:
    noted = audit.head()
    with behind_its_back():
        AuditSealed.objects.filter(batch__number=3).delete()
        AuditPersonal.objects.filter(entry__in=record[6:]).delete()
        AuditEntry.objects.filter(pk__in=[entry.pk for entry in record[6:]]).delete()
        AuditBatch.objects.filter(number=3).delete()
    assert audit.verify().fault == ""
    assert audit.verify(noted).fault == f"no batch has the digest {noted}: the record was cut or replaced"


def test_every_head_noted_earlier_stays_provable(record: list[AuditEntry]) -> None:
    heads = AuditBatch.objects.values_list("digest", flat=True)
    assert {audit.verify(head.upper()).fault for head in heads} == {""}


def test_erasing_personal_values_does_not_break_the_seal(record: list[AuditEntry]) -> None:
    head = audit.head()
    AuditPersonal.objects.all().delete()
    assert audit.personal_of(record[0]) is None
    verdict = audit.verify(head)
    assert (verdict.fault, verdict.head, verdict.erased) == ("", head, 9)


@pytest.mark.parametrize("change", [{"sealed_values": "field-0:AAAA"}, {"salt": "00" * 32}, {"salt": "xyz"}])
def test_changed_personal_values_are_found(record: list[AuditEntry], change: dict[str, str]) -> None:
    AuditPersonal.objects.filter(entry=record[4]).update(**change)
    assert audit.verify().fault == f"batch 2, row 2: the personal values beside entry {record[4].pk} were changed"


def test_personal_values_swapped_between_two_entries_are_found(record: list[AuditEntry], office: Organisation) -> None:
    other = audit.record("people.test", office, by=SETUP, at=clock.now(), personal={"name": "Orang Lain"})
    kept = AuditPersonal.objects.get(entry=other)
    AuditPersonal.objects.filter(entry=record[4]).update(sealed_values=kept.sealed_values)
    assert audit.verify().fault == f"batch 2, row 2: the personal values beside entry {record[4].pk} were changed"


def test_an_entry_that_committed_late_is_sealed_all_the_same(
    free_id: int, record: list[AuditEntry], act: Callable[[], AuditEntry]
) -> None:
    """Its id was given when its transaction began, so it shows among ids that were sealed long ago."""
    late = act()
    with behind_its_back():
        AuditPersonal.objects.filter(entry=late).delete()
        AuditEntry.objects.filter(pk=late.pk).update(id=free_id)
    audit.seal_pending(clock.now())
    verdict = audit.verify()
    assert (verdict.fault, verdict.entries, verdict.pending) == ("", 10, 0)


def test_what_the_quick_look_misses_the_thorough_one_seals(
    free_id: int, record: list[AuditEntry], act: Callable[[], AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    late = act()
    with behind_its_back():
        AuditPersonal.objects.filter(entry=late).delete()
        AuditEntry.objects.filter(pk=late.pk).update(id=free_id)
    monkeypatch.setattr(sealing, "LOOK_BACK", 2)
    audit.seal_pending(clock.now())
    assert audit.verify().pending == 1
    audit.seal_pending(clock.now(), thorough=True)
    assert (audit.verify().pending, audit.verify().fault) == (0, "")


def test_a_long_queue_is_sealed_in_several_batches(
    record: list[AuditEntry], act: Callable[[], AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 4)
    for _ in range(9):
        act()
    audit.seal_pending(clock.now())
    assert list(AuditBatch.objects.order_by("number").values_list("size", flat=True)) == [3, 3, 3, 4, 4, 1]
    assert audit.verify().fault == ""


@pytest.mark.parametrize("crowded", [False, True])
def test_a_sealer_whom_nobody_waits_for_spreads_its_batches_evenly(
    record: list[AuditEntry],
    act: Callable[[], AuditEntry],
    monkeypatch: pytest.MonkeyPatch,
    crowded: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 2)
    monkeypatch.setattr(sealing, "LONGEST_REST", 1e9)
    monkeypatch.setattr(sealing, "WITHIN_IN_A_CROWD" if crowded else "WITHIN", 1e5)
    for _ in range(9):
        act()
    rested: list[float] = []
    audit.seal_pending(clock.now(), rest=rested.append, crowded=lambda: crowded)
    assert [round(each / 1e3) for each in rested] == [25, 33, 50, 100]  # of four left, of three, …: no time passes here
    assert audit.verify().pending == 0


def test_a_sealer_rests_for_no_longer_than_a_second_at_a_time(
    record: list[AuditEntry], act: Callable[[], AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 4)
    for _ in range(9):
        act()
    rested: list[float] = []
    audit.seal_pending(clock.now(), rest=rested.append, crowded=lambda: False)
    assert rested == [sealing.LONGEST_REST] * 2


def test_however_long_the_queue_a_sealer_rests_no_more_once_it_took_as_long_as_was_set(
    record: list[AuditEntry], act: Callable[[], AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 2)
    monkeypatch.setattr(sealing, "WITHIN", 0.5)
    for _ in range(9):
        act()
    rested: list[float] = []

    def rest(seconds: float) -> None:
        rested.append(seconds)
        time.sleep(0.5)

    audit.seal_pending(clock.now(), rest=rest, crowded=lambda: False)
    assert (len(rested), 0 < rested[0] < 0.5) == (1, True)
    assert audit.verify().pending == 0


def test_a_rush_that_goes_on_keeps_no_sealer_beyond_what_was_there_when_it_came(
    record: list[AuditEntry], act: Callable[[], AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 4)
    for _ in range(9):
        act()

    def rest(_seconds: float) -> None:
        for _ in range(4):
            act()

    audit.seal_pending(clock.now(), rest=rest)
    assert audit.verify().pending == 5  # of 17 three batches are sealed: the third has room for some that came later
    audit.seal_pending(clock.now())
    assert audit.verify().pending == 0


def test_a_record_that_is_longer_than_one_statement_looks_at_is_sealed_to_its_end_across_empty_spans(
    record: list[AuditEntry], act: Callable[[], AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sealed before fills whole spans, and a transaction that came to nothing leaves numbers out."""
    monkeypatch.setattr(sealing, "SPAN", 3)
    monkeypatch.setattr(sealing, "BATCH", 2)
    for _ in range(7):
        act()
    with suppress(LookupError), transaction.atomic():
        for _ in range(8):
            act()
        raise LookupError
    for _ in range(3):
        act()
    audit.seal_pending(clock.now(), thorough=True)
    assert (audit.verify().pending, audit.verify().fault) == (0, "")


def test_a_sealer_that_came_second_looks_again(
    record: list[AuditEntry], act: Callable[[], AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    act()
    newest = AuditBatch.objects.get(number=3)
    stale = iter([AuditBatch.objects.get(number=2)])
    monkeypatch.setattr(sealing, "newest_batch", lambda: next(stale, newest))
    sealing.seal_pending(clock.now())
    monkeypatch.undo()
    verdict = audit.verify()
    assert (verdict.fault, verdict.batches, verdict.pending) == ("", 4, 0)


def test_what_is_sealed_inside_an_act_that_is_undone_is_sealed_again(
    record: list[AuditEntry], act: Callable[[], AuditEntry]
) -> None:

    @transaction.atomic
    def undone() -> None:
        act()
        audit.seal_pending(clock.now())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    act()
    audit.seal_pending(clock.now())
    verdict = audit.verify()
    assert (verdict.fault, verdict.batches, verdict.entries) == ("", 4, 10)
