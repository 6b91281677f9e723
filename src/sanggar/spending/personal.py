"""What this room holds about a person: see `people.personal`. Kept for the archive's term, not emptied here."""

from django.utils.translation import gettext_lazy as _

from sanggar.people.models import Account
from sanggar.people.personal import Held
from sanggar.people.purposes import SPENDING
from sanggar.spending.models import Payment

LEDGER = "an entry of the ledger, kept by the law on archives"

HELD = [
    Held(
        Payment,
        Account,
        "mentor__account",
        _("Pembayaran kepada Anda"),
        SPENDING,
        (
            ("amount", _("Rupiah")),
            ("payee", _("Penerima")),
            ("description", _("Untuk")),
            ("state", _("Keadaan")),
            ("paid_on", _("Dibayar")),
        ),
        kept={"payee": LEDGER, "description": LEDGER, "proof_number": LEDGER},
    ),
]
