"""What waits in the queue."""

from django_tasks_db.models import DBTaskResult


def letters_waiting() -> list[int]:
    """The applications to which a receipt is promised."""
    found = DBTaskResult.objects.filter(task_path="sanggar.applications.letters.send_receipt")
    return sorted(task.args_kwargs["args"][0] for task in found)
