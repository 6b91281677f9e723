"""The PDF of a certificate: made once, then the same bytes for ever."""

from django.db import transaction

from sanggar.evaluation.documents import certificate_pdf
from sanggar.evaluation.models import Certificate
from sanggar.foundation import files
from sanggar.foundation.audit import Actor
from sanggar.foundation.models import StoredFile

MAKER = Actor.system("sertifikat")


def keep_pdf(certificate: Certificate) -> StoredFile:
    """The stored PDF, made now if it is not there yet. Two who ask at once get the same file. Typesetting takes long
    for one writer, so it is done before the certificate is held.
    """
    return certificate.pdf or _keep(certificate, certificate_pdf(certificate))


@transaction.atomic
def _keep(certificate: Certificate, made: bytes) -> StoredFile:
    locked = Certificate.objects.select_for_update(of=("self",)).select_related("pdf").get(pk=certificate.pk)
    if locked.pdf is None:
        if locked.name_on_it != certificate.name_on_it:  # erased since
            made = certificate_pdf(locked)
        name = f"Sertifikat {locked.number}.pdf".replace("/", "-")
        locked.pdf = files.keep(made, name, by=MAKER, at=locked.issued_at)
        locked.save(update_fields=["pdf"])
    return locked.pdf
