from django.db import models
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import Region, SealedTextField
from sanggar.people.models.accounts import Account


class Sex(models.TextChoices):
    FEMALE = "P", _("Perempuan")
    MALE = "L", _("Laki-laki")


class Person(models.Model):
    """A resident the city works with, from enrolment on. Found again by the keyed hash of the NIK, until erased: then
    sex, kelurahan and a band of birth years are all that is left.
    """

    name = models.CharField(max_length=100)
    nik_sealed = SealedTextField(place="people.person.nik", lookup_field="nik_lookup")
    nik_lookup = models.CharField(max_length=64, unique=True)
    nik_prefix = models.CharField(max_length=6)
    birth_date = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex)
    village = models.ForeignKey(Region, models.PROTECT, related_name="residents")
    phone = models.CharField(max_length=16)
    email = models.EmailField(blank=True)
    account = models.OneToOneField(Account, models.PROTECT, null=True, blank=True, related_name="person")
    registered_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(sex__in=Sex.values), name="person_sex_known")]

    def __str__(self) -> str:
        """Not the name: this stands in the audit record, which can not be erased."""
        return f"orang {self.pk}"

    @property
    def signs_in(self) -> bool:
        """Whether they can come in by a code sent to their address; who can not has the secret link alone."""
        return bool(self.account and self.account.is_active and self.account.email)
