"""Several changes to a room's tables, with few models drawn up for them."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.migrations.utils import resolve_relation


class Reshaped(Operation):
    """Carries out operations one after the other, each between two states that hold only what the room's models point
    to, however far. Drawing up all models for every step is most of the time of a first start.

    Not for operations that run code, nor for changing a primary key: what points back to the room is not in sight.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django's signature
    ) -> None:
        whole = from_state.clone()
        vars(whole).pop("apps", None)
        before = seen_from(app_label, whole)
        for operation in self.operations:
            operation.state_forwards(app_label, whole)
            after = seen_from(app_label, whole)
            operation.database_forwards(app_label, schema_editor, before, after)
            before = after

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django's signature
        to_state: ProjectState,
    ) -> None:
        """`to_state` is the earlier one: Django unapplies from the last operation to the first."""
        states = [to_state.clone()]
        vars(states[0]).pop("apps", None)
        for operation in self.operations:
            states.append(states[-1].clone())
            operation.state_forwards(app_label, states[-1])
        for number, operation in reversed(list(enumerate(self.operations))):
            later, earlier = (seen_from(app_label, states[at]) for at in (number + 1, number))
            operation.database_backwards(app_label, schema_editor, later, earlier)

    def describe(self) -> str:
        return f"Reshape tables in {len(self.operations)} steps"


def seen_from(app_label: str, state: ProjectState) -> ProjectState:
    """A state with the models of an app and all they point to."""
    found: dict[tuple[str, str], object] = {}
    waiting = [key for key in state.models if key[0] == app_label]
    while waiting:
        key = waiting.pop()
        if key in found or key not in state.models:
            continue
        model = found[key] = state.models[key]
        targets = [field.remote_field for field in model.fields.values() if field.remote_field]
        named = [each for target in targets for each in (target.model, getattr(target, "through", None)) if each]
        waiting += [resolve_relation(each, *key) for each in [*named, *model.bases] if isinstance(each, str)]
    narrow = ProjectState(real_apps=set(state.real_apps))
    narrow.models = {key: state.models[key].clone() for key in state.models if key in found}
    return narrow
