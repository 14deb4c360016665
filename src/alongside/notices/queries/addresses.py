from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare

from alongside.core.fields import SealBroken, seal, unseal
from alongside.notices.models import Mail
from alongside.people.models import Person

PURPOSE = "no mail for "
MAIL_SALT = "alongside.notices.mail"
ANSWER_SALT = "alongside.notices.answer"


def mail_address(person: Person) -> str:
    """Where mail may go: an address that its owner confirmed, on a server that sends mail; else nothing."""
    if not settings.ALONGSIDE_SENDS_MAIL:
        return ""
    address = EmailAddress.objects.filter(user_id=person.pk, verified=True).order_by("-primary").first()
    return str(address.email) if address else ""


def unsubscribe_token(person: Person) -> str:
    """Names a person to this server only. It does not end, because mail is read years later."""
    return seal(PURPOSE + person.pk)


def person_of_token(token: str) -> Person:
    """Whose mail a link stops. Raises Http404 for a link that this server did not make."""
    try:
        purpose, _separator, key = unseal(token).partition(PURPOSE)
    except SealBroken as error:
        raise Http404 from error
    person = Person.objects.filter(pk=key).first()
    if purpose or person is None:
        raise Http404
    return person


def answer_token(*, mail: Mail) -> str:
    """Names a mail in the link by which it is answered. It is signed and kept nowhere: a copied database makes none."""
    return signing.Signer(salt=ANSWER_SALT).sign(mail.pk)


def mail_of_token(*, token: str) -> Mail:
    """The mail that a link answers. Raises Http404 for a link that this server did not make."""
    try:
        key = signing.Signer(salt=ANSWER_SALT).unsign(token)
    except signing.BadSignature as error:
        raise Http404 from error
    return get_object_or_404(Mail.objects.select_related("to", "notice"), pk=key)


def mail_key(*, path: str) -> str:
    """What a mail adds to the address of a page that opens from it. It is kept nowhere, and opens that page only."""
    return signing.Signer(salt=MAIL_SALT).signature(path)


def is_from_mail(*, path: str, key: str) -> bool:
    """Whether somebody comes to a page by the link in a mail of this server."""
    return constant_time_compare(mail_key(path=path), key)
