"""What was done, as a person says it. A verb that is missing here is shown as it is written in the record."""

from sanggar.people.pages.verbs import accounting, choosing, setting_up, teaching

VERBS = setting_up.VERBS | choosing.VERBS | teaching.VERBS | accounting.VERBS


def verb_label(verb: str) -> str:
    return str(VERBS.get(verb, verb.partition(".")[2].replace("_", " ") or verb))
