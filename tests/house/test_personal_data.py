"""No table about a person is forgotten when their data are told and emptied."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from tree import rooms_in_order

from sanggar.applications.models import Application
from sanggar.foundation.models import SealedTextField, StoredFile
from sanggar.journeys.holdings import HELD
from sanggar.journeys.purging import DUE
from sanggar.people.models import Account, Person
from sanggar.people.personal import Held
from sanggar.people.purposes import PURPOSES

OURS = [model for model in apps.get_models() if model._meta.app_label in rooms_in_order()]
WHOLE = {Application, Person, Account}  # emptied column by column by actions of their own, which tests prove
WRITING = (models.CharField, models.TextField, models.JSONField, models.FileField)


def _linked(model: type[models.Model]) -> set[type[models.Model]]:
    return {f.related_model for f in model._meta.fields if isinstance(f.related_model, type)}


def _about_people() -> set[type[models.Model]]:
    """Every table whose rows lead to an application or a person."""
    found: set[type[models.Model]] = {Application, Person}
    while more := {model for model in OURS if model not in found and _linked(model) & found}:
        found |= more
    return found - WHOLE


def _written(model: type[models.Model]) -> Iterator[str]:
    """Columns that may hold somebody's words or files; not codes of a fixed list, nor labels of who did it."""
    for column in model._meta.fields:
        is_file = isinstance(column, models.ForeignKey) and column.related_model is StoredFile
        is_label = column.name in ("by", "by_label", "by_kind") or column.name.endswith("_by")
        is_code = bool(column.choices) or column.name.endswith("_state")
        if is_file or (isinstance(column, WRITING) and not is_label and not is_code):
            yield column.name


def _lists(model: type[models.Model]) -> list[Held]:
    return [held for held in HELD if held.model is model]


def test_every_table_that_leads_to_a_person_is_on_a_room_s_list() -> None:
    about = _about_people()
    missing = sorted(model._meta.label for model in about if not _lists(model) and any(_written(model)))
    assert (len(about) > 30, missing) == (True, [])


def test_every_column_that_may_hold_words_about_a_person_is_emptied_or_says_why_it_stays() -> None:
    open_ends = []
    for model in _about_people():
        lists = _lists(model)
        done = {name for held in lists for name in (*held.emptied, *held.replaced, *held.kept)}
        if not any(held.dropped for held in lists):
            open_ends += [f"{model._meta.label}.{name}" for name in _written(model) if name not in done]
    assert sorted(open_ends) == []


def test_what_is_sealed_and_leads_to_nobody_is_known_and_goes_by_itself() -> None:
    """Nobody's request finds these: what is typed before anyone is known, letters, codes, values in the record."""
    sealed = {model for model in OURS if any(isinstance(column, SealedTextField) for column in model._meta.fields)}
    loose = {model._meta.label for model in sealed - _about_people() - WHOLE}
    assert loose == {
        "applications.Draft",  # by its link, by sending, by the purge (`people.purposes.DRAFT`)
        "applications.FindRequest",  # within a day
        "applications.ImportRun",  # the table within a day
        "applications.InvitationCode",  # a code, nobody's datum
        "foundation.AuditPersonal",  # with its subject, and by the purge (`people.purposes.RECORD`)
        "spending.Payee",  # without an account: with the ledger, by the archive law (`people.purposes.SPENDING`)
        "spending.VerifiedPayee",  # the same, as verified
        "foundation.Message",  # emptied for a person by name and number (`foundation.by_hand.forget_person`)
    }


def test_what_a_list_names_is_there() -> None:
    for held in HELD:
        columns = {column.name for column in held.model._meta.fields}
        told = {name.partition(".")[0] for name, _label in held.told}
        unknown = {*told, *held.emptied, *held.replaced, *held.kept} - columns
        assert {name for name in unknown if not hasattr(held.model, name)} == set()
        assert held.purpose in PURPOSES
        assert held.subject in WHOLE


def test_every_purpose_that_empties_by_itself_has_its_job() -> None:
    assert set(DUE) == {key for key, purpose in PURPOSES.items() if purpose.is_purged}
