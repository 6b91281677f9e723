"""One person's request for a seat, from sending to decision."""

import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.family_card import FAMILY_CARD_PLACE
from sanggar.applications.models.asked import asked_of
from sanggar.applications.models.calls import Call
from sanggar.applications.models.questions import Question, QuestionKind, Value
from sanggar.applications.models.states import NOT_LIVE, ApplicationState
from sanggar.foundation import links, names
from sanggar.foundation.audit import Actor
from sanggar.foundation.models import Region, SealedTextField
from sanggar.foundation.national_id import NikFlag
from sanggar.foundation.sealed import unseal
from sanggar.people.actions import NIK_PLACE
from sanggar.people.models import Sex
from sanggar.planning.models import Programme, Track

DISABILITY_PLACE = "applications.application.disability_need"
OWN_PLACE = "applications.application.own_answers"
LINK = "application"


class Category(models.TextChoices):
    """The keys of those that every call starts with; a call's own are in `Call.categories`."""

    PUBLIC = "public", _("Masyarakat umum")
    CIVIL_SERVANT = "civil_servant", _("ASN")
    COMMUNITY = "community", _("Komunitas (KIM dan lainnya)")


class Application(models.Model):
    """The NIK stands here sealed, and as a keyed hash by which an equal one is found; only its area is in the clear.
    So does the number of the family card, where the call asks for it: empty for who did not give it; and so do a bank
    account and a home address, where one of the call's own questions asks for them to compare (`comparing`).
    `device` is the sign by which its browser is known at this form (`pages.devices`), empty for what did not come in
    through it and where the call notes none.

    `revision` counts what the applicant changed, so that nobody decides on answers they have not seen; `frozen_at` says
    that the list for a draw stands. Once erased (`erased_at`), what is left is state, moments, category, track, sex,
    kelurahan and a band of birth years.

    Each index costs every sender: a list is read by its call, and what `call` leads already needs no index of its own.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications", db_index=False)
    submission_id = models.UUIDField(unique=True)
    receipt = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=12, choices=ApplicationState)
    name = models.CharField(max_length=100)
    nik_sealed = SealedTextField(place=NIK_PLACE, lookup_field="nik_lookup")
    nik_lookup = models.CharField(max_length=64)
    nik_prefix = models.CharField(max_length=6)
    flags = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex)
    village = models.ForeignKey(Region, models.PROTECT, related_name="applications", db_index=False)
    phone = models.CharField(max_length=16)
    email = models.EmailField(blank=True)
    track = models.ForeignKey(Track, models.PROTECT, related_name="applications", db_index=False)
    category = models.CharField(max_length=16)
    disability_need_sealed = SealedTextField(place=DISABILITY_PLACE, blank=True)
    family_card_sealed = SealedTextField(place=FAMILY_CARD_PLACE, lookup_field="family_card_lookup", blank=True)
    family_card_lookup = models.CharField(max_length=64, blank=True)
    channel_url = models.URLField(max_length=300, blank=True)
    motivation = models.TextField()
    own_answers_sealed = SealedTextField(place=OWN_PLACE, blank=True)
    account_lookup = models.CharField(max_length=64, blank=True, default="", db_default="")
    address_lookup = models.CharField(max_length=64, blank=True, default="", db_default="")
    device = models.CharField(max_length=24, blank=True, default="", db_default="")
    language = models.CharField(max_length=2, default="id")
    link_version = models.PositiveSmallIntegerField(default=1)
    revision = models.PositiveSmallIntegerField(default=1)
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "nik_lookup"],
                condition=~Q(state__in=sorted(NOT_LIVE)),
                name="application_one_live_a_person",
            ),
            models.CheckConstraint(condition=Q(state__in=ApplicationState.values), name="application_state_known"),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="application_sex_known"),
            models.CheckConstraint(condition=~Q(category=""), name="application_category_told"),
        ]
        indexes = [
            models.Index(fields=["call", "state"], name="application_by_state"),
            models.Index(fields=["call", "nik_lookup"], name="application_by_nik"),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def programme(self) -> Programme:
        return self.call.stage.programme

    @property
    def told_state(self) -> str:
        """The state as its applicant may know it: a contested one waits, like any other."""
        contested = self.state == ApplicationState.CONTESTED
        return str(ApplicationState.SUBMITTED.label if contested else self.get_state_display())

    @property
    def category_name(self) -> str:
        """As its call names it."""
        return self.call.category_of(self.category).shown

    @property
    def initials(self) -> str:
        return "–" if self.erased_at else names.initials(self.name)

    @property
    def district(self) -> Region:
        """The kecamatan."""
        return self.village.parent or self.village

    @property
    def token(self) -> str:
        return links.link_token(LINK, self.receipt, self.link_version)

    @property
    def own_path(self) -> str:
        """The secret link: whoever has it may read, change and withdraw."""
        return f"/lamaran/{self.receipt}/{self.token}/"

    @property
    def actor(self) -> Actor:
        return Actor.applicant(self.receipt)

    @property
    def flag_list(self) -> list[NikFlag]:
        return [NikFlag(flag) for flag in self.flags.split()]

    @property
    def disability_need(self) -> str:
        """Specific data (UU 27/2022 art. 4): for the applicant and the officer alone."""
        return unseal(self.disability_need_sealed, DISABILITY_PLACE) if self.disability_need_sealed else ""

    @property
    def own_answers(self) -> dict[int, Value]:
        """The answer to each of the call's own questions that was on the form, by the number of the version that was
        read; empty for who left it out. What was sealed first stands first.
        """
        if not self.own_answers_sealed:
            return {}
        return {int(pk): value for pk, value in json.loads(unseal(self.own_answers_sealed, OWN_PLACE)).items()}

    @property
    def own_answers_told(self) -> str:
        """The same in words, for the copy of one's own data, without what was not to be answered; files stand there by
        themselves.
        """
        given = self.own_answers
        asked = asked_of(Question.objects.filter(pk__in=given), given, self)
        told = (each for each in asked if each.kind != QuestionKind.FILE)
        return "\n".join(f"{each.shown} {each.worded(given[each.pk]) or '–'}" for each in told)

    @property
    def is_frozen(self) -> bool:
        """Whether it stands in a list that is being drawn from."""
        return self.frozen_at is not None
