"""Who accompanies whom: the best matching under capacities, wishes and what may not be.

found = match(Problem(participants, mentors, forbidden={("p7", "m2"): "kin"}, present={"p1": "m1"}))
found.pairs        # each with its cost and its reasons as codes, which the caller puts into words
found.unmatched    # who gets nobody, and why
"""

from sanggar.cores.matching.costs import Reason
from sanggar.cores.matching.generalised import NoAssignment, generalised
from sanggar.cores.matching.matching import Matching, Pair, Unmatched, match
from sanggar.cores.matching.people import Mentor, Participant, Problem, Weights
from sanggar.cores.matching.transport import FORBIDDEN, assign

__all__ = [
    "FORBIDDEN",
    "Matching",
    "Mentor",
    "NoAssignment",
    "Pair",
    "Participant",
    "Problem",
    "Reason",
    "Unmatched",
    "Weights",
    "assign",
    "generalised",
    "match",
]
