"""Long work says how far it is, also where nothing but text is shown."""

from django.core.management.base import OutputWrapper

STEPS = 10


class Dots:
    """One dot for each tenth of the work."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out = out
        self.shown = 0

    def tell(self, share: float) -> None:
        while self.shown < int(share * STEPS):
            self.shown += 1
            self.out.write(".", ending="")
            self.out.flush()
