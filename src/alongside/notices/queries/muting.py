"""What somebody mutes: only they read it, and nothing that others see depends on it."""

from alongside.notices import signals
from alongside.notices.models import Mute, Notice
from alongside.people.models import Person


def mutes(*, person: Person) -> list[Mute]:
    return list(Mute.objects.filter(by=person).order_by("-at", "pk"))


def is_muted(*, to: Person, by: Person | None, about: str) -> bool:
    """Whether `to` mutes whoever it comes from, or the group that it is of."""
    if to.mutes_since is None:
        return False
    muted = set(Mute.objects.filter(by=to).values_list("of", flat=True))
    return bool(muted) and not muted.isdisjoint(sources(by, about))


def sources(by: Person | None, about: str) -> set[str]:
    answers = signals.belonging.send(sender=Notice, about=about)
    return {about, *([f"person:{by.pk}"] if by else []), *(found for _receiver, found in answers if found)}


def muted_note(*, person: Person, of: str) -> str:
    return next(iter(Mute.objects.filter(by=person, of=of).values_list("note", flat=True)), "") or ""
