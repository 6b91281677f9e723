"""Files that answer a question."""

from django.db import models

from sanggar.applications.models.applications import Application
from sanggar.applications.models.drafts import Draft
from sanggar.applications.models.questions import Question
from sanggar.foundation.models import StoredFile


class AnswerFile(models.Model):
    """Uploaded while the form is filled in, so that checking the answers does not lose it; it belongs to nobody until
    an application with its `token` is sent. What is never sent goes after a day, or with the draft that names it.
    """

    token = models.CharField(max_length=43, unique=True)
    question = models.ForeignKey(Question, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="answer_files")
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, blank=True, related_name="answer_files")
    uploaded_at = models.DateTimeField(db_index=True)
    form_id = models.UUIDField(null=True, blank=True, editable=False)
    """Made by the page's script for one filling in of a form, and known to that browser alone; without it, nothing."""
    chosen_id = models.UUIDField(null=True, blank=True, editable=False)
    """Made as the file was chosen, so that the same file sent again is the same row."""
    source = models.CharField(max_length=15, blank=True, editable=False)
    """From which network it came, hashed, as long as it belongs to no application: what one network may leave here."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("form_id", "question", "chosen_id"), name="answer_file_once"),
            models.CheckConstraint(
                name="answer_file_chosen_on_a_form",
                condition=models.Q(form_id=None, chosen_id=None)
                | models.Q(form_id__isnull=False, chosen_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.question_id}: {self.file_id}"
