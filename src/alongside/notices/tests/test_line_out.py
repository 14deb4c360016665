"""The line to the mail server: whoever stands between, with a certificate of their own, is not spoken to."""

import ssl

import pytest

from alongside.notices.adapters import NeutralBackend


@pytest.mark.parametrize("way", [{"use_tls": True}, {"use_ssl": True}])
def test_line_to_the_mail_server_checks_its_certificate(way: dict[str, bool]) -> None:
    context = NeutralBackend(host="mail.example", port=587, **way).ssl_context
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
