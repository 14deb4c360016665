"""A rule that says no, in words that the person who is refused can use."""

from typing import ClassVar


class Refused(Exception):
    """Base of every refusal. A subclass is named for its reason; its message says what to do next.

    `field` names the form field to which the message belongs, or is empty when it concerns the whole form.
    `message` may be a lazy translation, so that it is read in the language of whoever is refused.
    """

    message: ClassVar[object] = ""
    field: ClassVar[str] = ""

    def __str__(self) -> str:
        return str(self.message)
