"""The PDF of a certificate: made once, then the same bytes for ever."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from sanggar.evaluation.documents import certificate_pdf
from sanggar.evaluation.models import Certificate
from sanggar.foundation import files
from sanggar.foundation.audit import Actor
from sanggar.foundation.models import StoredFile

MAKER = Actor.system("sertifikat")


@transaction.atomic
def keep_pdf(certificate: Certificate) -> StoredFile:
    """The stored PDF, made now if it is not there yet. Two who ask at once get the same file."""
    locked = Certificate.objects.select_for_update(of=("self",)).select_related("pdf").get(pk=certificate.pk)
    if locked.pdf is None:
        name = f"Sertifikat {locked.number}.pdf".replace("/", "-")
        upload = SimpleUploadedFile(name, certificate_pdf(locked), content_type="application/pdf")
        locked.pdf = files.store(upload, by=MAKER, at=locked.issued_at)
        locked.save(update_fields=["pdf"])
    return locked.pdf
