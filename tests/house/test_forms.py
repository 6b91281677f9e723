"""Every form of the program keeps a NIK out of what is stored in the clear."""

import importlib
from collections.abc import Iterator

from django import forms
from tree import SOURCE, sources

from sanggar.foundation.ui.forms import KitForm

MAY_HOLD_NIK = {
    "sanggar.applications.pages.application_form": {"nik", "family_card", "disability_need", "nik_again"},  # the same
    "sanggar.applications.pages.edit_form": {"nik", "family_card", "disability_need"},  # the same questions
    "sanggar.applications.pages.entry_forms": {"nik", "family_card", "disability_need"},  # the same questions
    "sanggar.applications.pages.forms": {"nik", "family_card", "disability_need"},  # stored sealed
    "sanggar.foundation.pages.samples": {"nik"},  # the gallery stores nothing
    "sanggar.selection.pages.forms": {"digits", "randomness", "signature"},  # chance, published digit by digit
    "sanggar.spending.pages.payee_forms": {"tax_number", "bank_account"},  # stored sealed
}


def _forms() -> Iterator[type[forms.BaseForm]]:
    for path in sources():
        if "migrations" not in path.parts and "forms." in path.read_text():
            module = importlib.import_module(".".join(["sanggar", *path.relative_to(SOURCE).with_suffix("").parts]))
            for found in vars(module).values():
                if (
                    isinstance(found, type)
                    and issubclass(found, forms.BaseForm)
                    and found.__module__ == module.__name__
                ):
                    yield found


def test_every_form_is_of_the_kit_which_refuses_a_nik_in_free_text() -> None:
    strange = [f"{form.__module__}.{form.__name__}" for form in _forms() if not issubclass(form, KitForm)]
    assert strange == []
    assert [form for form in _forms() if "_post_clean" in vars(form)] == [KitForm]


def test_only_these_fields_may_hold_one() -> None:
    found: dict[str, set[str]] = {}
    for form in _forms():
        if issubclass(form, KitForm) and form.may_hold_nik:
            found.setdefault(form.__module__, set()).update(form.may_hold_nik)
    assert found == MAY_HOLD_NIK
