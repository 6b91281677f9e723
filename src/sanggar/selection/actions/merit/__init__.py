from sanggar.selection.actions.merit.assigning import (
    assign_reviews,
    call_due_third_readers,
    call_third_reader,
    call_third_readers,
    reassign,
)
from sanggar.selection.actions.merit.correcting import correct_review
from sanggar.selection.actions.merit.example import EXAMPLE
from sanggar.selection.actions.merit.reviewers import (
    appoint_reviewer,
    change_reviewer,
    declare_conflict,
    declare_conflicts,
)
from sanggar.selection.actions.merit.reviewing import Given, finish_review, save_scores
from sanggar.selection.actions.merit.rubric import (
    CriterionText,
    mark_of,
    publish_rubric,
    remove_criterion,
    set_rubric,
    whole_mark_of,
    write_criterion,
    write_rubric,
)

__all__ = [
    "EXAMPLE",
    "CriterionText",
    "Given",
    "appoint_reviewer",
    "assign_reviews",
    "call_due_third_readers",
    "call_third_reader",
    "call_third_readers",
    "change_reviewer",
    "correct_review",
    "declare_conflict",
    "declare_conflicts",
    "finish_review",
    "mark_of",
    "publish_rubric",
    "reassign",
    "remove_criterion",
    "save_scores",
    "set_rubric",
    "whole_mark_of",
    "write_criterion",
    "write_rubric",
]
