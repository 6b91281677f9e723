"""What this room holds about a person: see `people.personal`. Kept for the archive's term, not emptied here."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.people.models import Account
from sanggar.people.personal import Held
from sanggar.people.purposes import SPENDING
from sanggar.spending.models import (
    Commitment,
    CommitmentEvent,
    DisbursementDocument,
    Evidence,
    EvidenceWaiver,
    Finding,
    FindingEvent,
    Payee,
    Payment,
    PaymentAsked,
    PaymentCorrection,
    PaymentEvent,
    PaymentTax,
    Repayment,
    VerifiedPayee,
)

LEDGER = "an entry of the ledger, kept by the law on archives"

PAYEE_TOLD = (
    ("name", _("Nama")),
    ("kind", _("Jenis penerima")),
    ("rank_group", _("Golongan")),
    ("employer", _("Instansi atau usaha")),
    ("tax_number_sealed", _("NPWP")),
    ("bank_name", _("Bank")),
    ("bank_account_sealed", _("Nomor rekening")),
)
PAYEE_KEPT = dict.fromkeys(
    ("name", "employer", "tax_number_sealed", "bank_name", "bank_account_sealed", "bank_account_lookup"), LEDGER
)
"""Of a payee as known now, and as verified on a payment."""

ASKED_TOLD = (("description", _("Untuk")), ("hours", _("Jam")), ("contacts_paid", _("Kontak")))
ASKED_KEPT = dict.fromkeys(("description", "tariff"), LEDGER)
FOR_ITS_PAYEE = Q(payee=F("event__payment__payee"))
"""What was asked for is told to whose payment it is, a paid mentor's without an account of the payee too, and where
somebody else is paid instead to whom it was asked for first.
"""

HELD = [
    Held(
        Payee,
        Account,
        "account",
        _("Anda sebagai penerima pembayaran"),
        SPENDING,
        PAYEE_TOLD,
        kept=PAYEE_KEPT,
    ),
    Held(
        VerifiedPayee,
        Account,
        "payee__account",
        _("Anda sebagaimana diverifikasi pada pembayaran"),
        SPENDING,
        PAYEE_TOLD,
        kept=PAYEE_KEPT,
    ),
    Held(
        Payment,
        Account,
        "payee_account",
        _("Pembayaran kepada Anda"),
        SPENDING,
        (
            ("amount", _("Rupiah")),
            ("description", _("Untuk")),
            ("state", _("Keadaan")),
            ("paid_on", _("Dibayar")),
        ),
        kept={"description": LEDGER, "proof_number": LEDGER},
    ),
    Held(
        PaymentTax,
        Account,
        "payment__payee_account",
        _("Pajak yang dipotong dari Anda"),
        SPENDING,
        (
            ("kind", _("Pajak")),
            ("rule", _("Aturan")),
            ("base", pgettext_lazy("pajak", "Dasar")),
            ("amount", _("Rupiah")),
        ),
        kept={"rule": LEDGER, "rates": LEDGER, "legal_basis": LEDGER, "reason": LEDGER},
    ),
    Held(
        Commitment,
        Account,
        "payee__account",
        _("Komitmen kepada Anda"),
        SPENDING,
        (("number", _("Nomor")), ("description", _("Untuk")), ("amount", _("Rupiah"))),
        kept={"number": LEDGER, "description": LEDGER, "reason": LEDGER},
    ),
    Held(
        CommitmentEvent,
        Account,
        "commitment__payee__account",
        _("Riwayat komitmen kepada Anda"),
        SPENDING,
        (("at", _("Waktu")), ("to_state", _("Keadaan")), ("amount", _("Rupiah"))),
        kept={"reason": LEDGER},
    ),
    Held(
        PaymentCorrection,
        Account,
        "payment__payee_account",
        _("Koreksi pada pembayaran kepada Anda"),
        SPENDING,
        (("at", _("Waktu")), ("paid_on", _("Dibayar")), ("proof_number", _("Nomor bukti"))),
        kept={"proof_number": LEDGER, "proof_number_before": LEDGER, "reason": LEDGER},
    ),
    Held(
        Repayment,
        Account,
        "payment__payee_account",
        _("Setoran kembali dari pembayaran kepada Anda"),
        SPENDING,
        (("dated", _("Tanggal setoran")), ("amount", _("Rupiah")), ("number", _("Nomor"))),
        kept={"number": LEDGER, "reason": LEDGER, "taken_back_reason": LEDGER},
    ),
    Held(
        PaymentEvent,
        Account,
        "payment__payee_account",
        _("Riwayat pembayaran kepada Anda"),
        SPENDING,
        (("at", _("Waktu")), ("to_state", _("Keadaan"))),
        kept={"reason": LEDGER},
    ),
    Held(
        PaymentAsked,
        Account,
        "event__payment__payee_account",
        _("Isi permintaan pembayaran kepada Anda"),
        SPENDING,
        ASKED_TOLD,
        only=FOR_ITS_PAYEE,
        kept=ASKED_KEPT,
    ),
    Held(
        PaymentAsked,
        Account,
        "payee__account",
        _("Isi permintaan yang semula untuk Anda"),
        SPENDING,
        ASKED_TOLD,
        only=~FOR_ITS_PAYEE | ~Q(event__payment__payee_account=F("payee__account")),
        kept=ASKED_KEPT,
    ),
    Held(
        DisbursementDocument,
        Account,
        "payment__payee_account",
        _("Dokumen pembayaran kepada Anda"),
        SPENDING,
        (("kind", _("Dokumen")), ("number", _("Nomor")), ("dated", _("Tanggal"))),
        kept={"number": LEDGER, "void_reason": LEDGER},
    ),
    Held(
        Evidence,
        Account,
        "payment__payee_account",
        _("Bukti pembayaran kepada Anda"),
        SPENDING,
        (("kind_name", _("Jenis bukti")), ("attached_at", _("Dilampirkan"))),
        kept={"file": LEDGER, "kind": LEDGER, "kind_name": LEDGER, "withdrawal_reason": LEDGER},
    ),
    Held(
        EvidenceWaiver,
        Account,
        "payment__payee_account",
        _("Bukti yang tidak perlu pada pembayaran kepada Anda"),
        SPENDING,
        (("kind_name", _("Jenis bukti")), ("waived_at", _("Dicatat"))),
        kept={"kind": LEDGER, "kind_name": LEDGER, "reason": LEDGER},
    ),
    Held(
        Finding,
        Account,
        "payment__payee_account",
        _("Temuan pada pembayaran kepada Anda"),
        SPENDING,
        (("rule", _("Aturan")), ("state", _("Keadaan")), ("explanation", _("Penjelasan"))),
        kept={"explanation": LEDGER},
    ),
    Held(
        FindingEvent,
        Account,
        "finding__payment__payee_account",
        _("Riwayat temuan pada pembayaran kepada Anda"),
        SPENDING,
        (("at", _("Waktu")), ("to_state", _("Keadaan"))),
        kept={"explanation": LEDGER},
    ),
]
