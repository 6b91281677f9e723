"""Background work on certificates: the PDF and the letter. Tasks are given ids, never names or addresses."""

from django_tasks import task

from sanggar.evaluation.models import Certificate
from sanggar.evaluation.papers import keep_pdf
from sanggar.foundation.by_hand import ByHand
from sanggar.foundation.mail import send_letter


@task()
def make_pdf(certificate_id: int) -> None:
    keep_pdf(Certificate.objects.get(pk=certificate_id))


@task()
def tell_certificate_issued(certificate_id: int) -> None:
    """Tell the participant where the certificate is, in the language they applied in."""
    certificate = Certificate.objects.select_related(
        "enrolment__person", "enrolment__application", "enrolment__stage__programme"
    ).get(pk=certificate_id)
    enrolment = certificate.enrolment
    context = {"certificate": certificate, "programme": certificate.particulars["programme"]}
    if certificate.is_valid:
        person, programme = enrolment.person, enrolment.stage.programme
        send_letter(
            "evaluation/letters/issued",
            context,
            to=person.email,
            language=enrolment.application.language,
            office=programme.organisation_id,
            by_hand=ByHand(person.name, person.phone, programme.shelf, f"certificate {certificate.pk}"),
        )
