"""Answers to a call's own questions that the office compares: a bank account, a home address.

Which questions are compared is said with the question (`Question.compared_as`). The answers stay sealed; what is kept
beside them is a keyed hash, the same for who gave the same answer in the same call and telling nothing in another.
"""

import re
from collections.abc import Mapping

from sanggar.applications.models import Application, Call, Compared, Value
from sanggar.foundation.rotation import also_seals
from sanggar.foundation.sealed import lookup

FIELDS = {Compared.ACCOUNT: "account_lookup", Compared.ADDRESS: "address_lookup"}
PLACE = "applications.application.compared"
LEFT_OUT = frozenset({"jl", "jln", "jalan", "no", "nomor"})
"""Words of an address that one writes and another does not."""
LEAST, LEAST_WITHOUT_NUMBER = {Compared.ACCOUNT: 8, Compared.ADDRESS: 5}, 10
"""Digits and letters: what is shorter ("0", "tidak ada") many write, and it is nobody's account or address."""


def compared_lookups(call: Call, own: Mapping[int, Value]) -> dict[str, str]:
    """Column → hash, "" where nothing was answered that is compared. One query a call, none where nothing was asked."""
    found = dict.fromkeys(FIELDS.values(), "")
    for pk, compared_as in call.compared_questions.items() if own else ():
        plain = _plain(Compared(compared_as), str(own.get(pk) or ""))
        if _tells(Compared(compared_as), plain):
            found[FIELDS[Compared(compared_as)]] = lookup(f"{call.pk}\0{compared_as}\0{plain}", PLACE)
    return found


@also_seals
def hash_anew() -> int:
    """With the active key; how many applications."""
    held = list(Application.objects.exclude(account_lookup="", address_lookup=""))
    calls = Call.objects.in_bulk({one.call_id for one in held})
    for one in held:
        Application.objects.filter(pk=one.pk).update(**compared_lookups(calls[one.call_id], one.own_answers))
    return len(held)


def _tells(compared_as: Compared, plain: str) -> bool:
    """Whether it can be an account or an address at all; zeros alone are none."""
    letters = plain.replace(" ", "")
    has_number = any(letter.isdecimal() for letter in letters)
    least = LEAST[compared_as] if has_number else LEAST_WITHOUT_NUMBER
    return len(letters) >= least and len(set(letters)) > 1


def _plain(compared_as: Compared, text: str) -> str:
    """What is the same however it is written: the digits of an account; the words of an address, in their order."""
    if compared_as == Compared.ACCOUNT:
        return "".join(character for character in text if character.isdecimal())
    return " ".join(word for word in re.findall(r"\w+", text.casefold()) if word not in LEFT_OUT)
