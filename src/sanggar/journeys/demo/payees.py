"""Who receives money in the demo; numbers of banks and taxes are made up."""

from typing import Any

from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.people.models import Account, Role
from sanggar.spending.actions import PayeeFacts, add_payee
from sanggar.spending.models import Payee, PayeeKind, RankGroup

BANK = "Bank Jatim"
RAKA, NADIA, MODERATOR = "Raka Prasetya", "Nadia Kusuma", "Moderator Contoh"
MENTORS, MENTOR, PARTICIPANTS = "Tujuh pendamping tahap 1", "Pendamping lanjutan", "Peserta tahap 1"
CATERER, HOTEL, RENTAL = "Katering Dapur Uji", "Hotel Contoh", "Sewa Alat Contoh"
SHOP, PRINTER, OPERATOR, POST = "Toko Contoh", "Percetakan Contoh", "Operator Contoh", "Kantor Pos"
COMPANIES = {CATERER: True, HOTEL: True, RENTAL: False, SHOP: False, PRINTER: True, OPERATOR: True, POST: True}
"""Each with whether it is registered for VAT (PKP)."""


def list_payees(plan: Plan, cast: Cast, days: Calendar) -> dict[str, Payee]:
    by, at = cast.actor(Role.PPTK), days.past(-90)
    return {facts.name: add_payee(cast.office, facts, by=by, at=at) for facts in _facts(plan)}


def _facts(plan: Plan) -> list[PayeeFacts]:
    raka, nadia = (Account.objects.get(name=name, programme_grants__programme=plan.programme) for name in (RAKA, NADIA))
    servant, person, company = PayeeKind.CIVIL_SERVANT, PayeeKind.NON_EMPLOYEE, PayeeKind.VENDOR
    found = [
        PayeeFacts(RAKA, person, has_tax_number=True, tax_number="010000000000001", account=raka, **_bank(1)),
        PayeeFacts(NADIA, servant, RankGroup.III, "Dinas Contoh", account=nadia, has_tax_number=True, **_bank(2)),
        PayeeFacts(MODERATOR, servant, RankGroup.III, "Kecamatan Contoh", has_tax_number=True, **_bank(3)),
        PayeeFacts(MENTORS, PayeeKind.GROUP),
        PayeeFacts(MENTOR, person, has_tax_number=True, **_bank(4)),
        PayeeFacts(PARTICIPANTS, PayeeKind.GROUP),
    ]
    for number, (name, is_registered) in enumerate(COMPANIES.items(), start=10):
        bank = _bank(number)
        found.append(PayeeFacts(name, company, has_tax_number=True, is_vat_registered=is_registered, **bank))
    return found


def _bank(number: int) -> dict[str, Any]:
    return {"bank_name": BANK, "bank_account": f"009900{number:04}"}
