"""Writes on the categories of a call. Seats and doors are promises once it is published; names are words."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions.calls import CallIsFrozen, CallPublished
from sanggar.applications.models import Call, CallCategory
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError

MOST_CATEGORIES = 12


class CategoryNameTaken(DomainError):
    code = "category_name_taken"
    message = _("Kategori dengan nama ini sudah ada.")


class CategoryChosen(DomainError):
    code = "category_chosen"
    message = _("Sudah ada lamaran, jadi nama kategori tidak dapat diubah lagi: pelamar memilih yang mereka baca.")


class TooManyCategorySeats(DomainError):
    code = "too_many_category_seats"
    message = _("Kursi semua kategori berjumlah %(sum)s, padahal tahap ini hanya punya %(seats)s.")


class CategoryNeeded(DomainError):
    code = "category_needed"
    message = _("Kategori ini tidak dapat dihapus: pertanyaan, syarat, atau kode undangan memakainya.")


class LastCategory(DomainError):
    code = "last_category"
    message = _("Sedikitnya satu kategori harus ada.")


class TooManyCategories(DomainError):
    code = "too_many_categories"
    message = _("Paling banyak %(most)s kategori.")


@transaction.atomic
def write_category(
    call: Call,
    *,
    name: str,
    name_en: str,
    by: Actor,
    at: datetime,
    seats: int | None = None,
    needs_code: bool = False,
    key: str = "",
) -> CallCategory:
    """Add a category, or change the one with this `key`; after publication only what it is called, and that
    only until somebody applies: they chose what they read.
    """
    held = hold_call(call)
    found = held.category_list
    before = next((each for each in found if each.key == key), None)
    written = CallCategory(key or _new_key(found), name, name_en, seats, needs_code)
    if held.published_at and (before is None or replace(before, name=name, name_en=name_en) != written):
        raise CallPublished
    words, were = {"name": name, "name_en": name_en}, {"name": before.name, "name_en": before.name_en} if before else {}
    if before and words != were and held.applications.exists():
        raise CategoryChosen(field="name")
    if name.casefold() in {each.name.casefold() for each in found if each.key != key}:
        raise CategoryNameTaken(field="name")
    changed = [written if each.key == key else each for each in found] if before else [*found, written]
    if len(changed) > MOST_CATEGORIES:
        raise TooManyCategories(most=MOST_CATEGORIES)
    _require_seats(held, changed)
    _keep(call, changed)
    details = {"category": written.key, "seats": seats, "needs_code": needs_code, "words": words, "words_before": were}
    record("applications.write_category", held, by=by, at=at, place=held.programme.place, details=details)
    return written


@transaction.atomic
def remove_category(call: Call, key: str, *, by: Actor, at: datetime) -> None:
    """Of a draft, where nothing depends on it."""
    held = hold_call(call)
    if held.published_at:
        raise CallPublished
    left = [each for each in held.category_list if each.key != key]
    if not left:
        raise LastCategory
    used = held.questions.filter(retired_at=None, if_key="category", if_value=key)
    if any(key in rule.value.get("categories", ()) for rule in held.rule_list):
        raise CategoryNeeded
    if used.exists() or held.invitation_codes.filter(category=key).exists():
        raise CategoryNeeded
    _keep(call, left)
    record("applications.remove_category", held, by=by, at=at, place=held.programme.place, details={"category": key})


def hold_call(call: Call) -> Call:
    """One writer at a time, and none once the list stands."""
    rows = Call.objects.select_for_update(no_key=True, of=("self",)).select_related("stage__programme__organisation")
    held = rows.get(pk=call.pk)
    if held.frozen_at:
        raise CallIsFrozen
    return held


def _keep(call: Call, categories: list[CallCategory]) -> None:
    call.categories = [each.as_json() for each in categories]
    Call.objects.filter(pk=call.pk).update(categories=call.categories)


def _require_seats(call: Call, categories: list[CallCategory]) -> None:
    total = sum(each.seats or 0 for each in categories)
    if total > call.stage.seats:
        raise TooManyCategorySeats(field="seats", sum=total, seats=call.stage.seats)


def _new_key(found: list[CallCategory]) -> str:
    numbers = [int(each.key[1:]) for each in found if each.key[:1] == "k" and each.key[1:].isdigit()]
    return f"k{max(numbers, default=0) + 1}"
