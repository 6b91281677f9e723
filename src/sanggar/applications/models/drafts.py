"""A form that is not sent yet, kept so that it can be finished later and on another device."""

import json
from uuid import UUID

from django.db import models
from django.db.models import Q

from sanggar.applications.models.calls import Call
from sanggar.foundation import links
from sanggar.foundation.audit import Actor
from sanggar.foundation.models import SealedTextField
from sanggar.foundation.sealed import unseal

DRAFT_PLACE = "applications.draft.typed"
DRAFT_LINK = "draft"
Typed = dict[str, list[str]]
"""All that was typed under each name of the form, whether or not it would be taken."""


class Draft(models.Model):
    """All that was typed stands here sealed as one value; a draft is no application, is counted nowhere and searched by
    nothing. Its secret link is the right to it. `version` rises with each saving, so that of two devices none
    overwrites the other unseen. Gone when it is sent, when its holder says so, and some days after closing.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="drafts")
    number = models.CharField(max_length=16, unique=True)
    typed_sealed = SealedTextField(place=DRAFT_PLACE)
    version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=2, default="id")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(version__gte=1), name="draft_version_counts_from_one")]

    def __str__(self) -> str:
        return self.number

    @staticmethod
    def number_for(submission_id: UUID) -> str:
        """The number of the draft of one form: the same form saved twice is one draft, and once it was sent, who
        repeats the sending proves by the form's own id that it was theirs.
        """
        return links.link_token("draft-number", str(submission_id), 1)[:16]

    @property
    def typed(self) -> Typed:
        found: Typed = json.loads(unseal(self.typed_sealed, DRAFT_PLACE))
        return found

    @property
    def path(self) -> str:
        return f"{self.call.path}draf/{self.number}/{links.link_token(DRAFT_LINK, self.number, 1)}/"

    @property
    def actor(self) -> Actor:
        return Actor.applicant(f"draf {self.number}")
