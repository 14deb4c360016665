"""What an ally promised, and what became of it: one row for each step, with who and when."""

from alongside.commitments.models.calendar import Calendar, Shown
from alongside.commitments.models.commitment import (
    STEPS,
    Commitment,
    Commitments,
    SharedNeed,
    step,
    still_offered,
)
from alongside.commitments.models.saying import (
    STEPS_SHOWN,
    Outcome,
    Said,
)
from alongside.commitments.models.steps import (
    Acceptance,
    Attendance,
    Decline,
    DoneClaim,
    Expiry,
    Keep,
    Release,
    Step,
)
from alongside.commitments.models.stint import Ending, Stint
from alongside.commitments.models.verdict import (
    LINK_SALT,
    FormerVerdict,
    Verdict,
    VerdictLink,
)

__all__ = [
    "LINK_SALT",
    "STEPS",
    "STEPS_SHOWN",
    "Acceptance",
    "Attendance",
    "Calendar",
    "Commitment",
    "Commitments",
    "Decline",
    "DoneClaim",
    "Ending",
    "Expiry",
    "FormerVerdict",
    "Keep",
    "Outcome",
    "Release",
    "Said",
    "SharedNeed",
    "Shown",
    "Step",
    "Stint",
    "Verdict",
    "VerdictLink",
    "step",
    "still_offered",
]
