"""Reads of invitation codes: which door nobody can open."""

from dataclasses import dataclass

from django.db.models import F

from sanggar.applications.models import Call, CallCategory


@dataclass(frozen=True, slots=True)
class ShutCategory:
    """One applies in it with a code only, and no code lets anybody in: none was made, or (`had_codes`) all are used up
    or revoked.
    """

    category: CallCategory
    had_codes: bool


def shut_categories(call: Call) -> list[ShutCategory]:
    """In the order of the form."""
    codes = call.invitation_codes.order_by()
    made = set(codes.values_list("category", flat=True))
    usable = set(codes.filter(revoked_at=None, uses__lt=F("allowed")).values_list("category", flat=True))
    invited = (each for each in call.category_list if each.needs_code and each.key not in usable)
    return [ShutCategory(each, each.key in made) for each in invited]
