"""What several acts on a budget refuse."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError


class BudgetFixed(DomainError):
    code = "budget_fixed"
    message = _("Anggaran sudah disahkan. PA/KPA dapat membukanya kembali dengan alasan.")
