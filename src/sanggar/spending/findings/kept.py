"""What has become of the files that prove a payment since they were attached."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from sanggar.spending.findings.case import Case
from sanggar.spending.findings.rule import Found, Rule
from sanggar.spending.models import FileState


def _files_not_whole(case: Case) -> Iterator[Found]:
    """Also after the accounts were closed: the archive is kept for ten years."""
    for claim in case.claims:
        if states := case.unsound_files.get(claim.payment.pk):
            lost, altered = states.count(FileState.LOST), states.count(FileState.ALTERED)
            figures = {"lost": lost, "altered": altered, "shut": len(states) - lost - altered}
            yield Found(figures, payment=claim.payment.pk)


RULES = (
    Rule(
        "bukti-tidak-utuh",
        _("Berkas bukti hilang, berubah, atau tidak terbuka"),
        _(
            "Berkas bukti tetap ada dan tetap seperti saat diunggah; sidiknya (SHA-256) dihitung ulang setiap minggu. "
            "Pulihkan dari cadangan, atau unggah lagi berkas yang sama."
        ),
        _("Hilang: %(lost)s berkas; isinya berubah: %(altered)s; tidak terbuka: %(shut)s."),
        _("Pengeluaran didukung bukti yang lengkap dan sah (PP 12/2019); arsip dijaga autentik dan utuh (UU 43/2009)."),
        _files_not_whole,
    ),
)
