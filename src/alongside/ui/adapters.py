"""Where style and script are kept, and words for the next page, in the form that the libraries for them ask for."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class WordsInACookie(CookieStorage):
    """What a page says once about the form before it. It stands nowhere but in the browser, until it was read."""

    cookie_name = settings.ALONGSIDE_WORDS_COOKIE_NAME


class PublishedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Names that say their version, so that a browser asks for a file once; compressed once, when the server starts.

    Before that, as in the tests, a file is known by its plain name.
    """

    def url(self, name: str | None, force: bool = False) -> str:
        if not self.hashed_files:
            return StaticFilesStorage.url(self, name)
        address: str = super().url(name, force)
        return address
