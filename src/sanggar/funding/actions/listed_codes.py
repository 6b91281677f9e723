"""Whether a code may stand in a budget: what a whole list does not know is refused, by its day."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock, dates
from sanggar.foundation.errors import InputRefused
from sanggar.funding.models import Budget, ListKind
from sanggar.funding.reference_queries import day_of_budget, listed_code


class CodeNotListed(InputRefused):
    code = "code_not_listed"
    message = _(
        "Kode %(listed)s tidak ada dalam daftar “%(version)s” yang berlaku pada %(on)s. "
        "Cari kodenya, atau masukkan daftar yang baru."
    )


def require_listed_account(account_code: str, budget: Budget, at: datetime) -> None:
    on = day_of_budget(budget.programme, at.astimezone(clock.office_zone()).date())
    found = listed_code(ListKind.ACCOUNT_CODE, account_code, on)
    if found.is_refused and found.list:
        raise CodeNotListed(
            field="account_code", listed=account_code, version=found.list.version, on=dates.plain_date(on)
        )
