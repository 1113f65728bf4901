"""The settings: http or https, hosts, zone, mail, SMS, and what Django's own checks before deployment say."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.checks import run_checks

from wangge.cli.doctor.findings import Check, Finding
from wangge.language import _

# Asked below in our own words, or decided otherwise: one server speaks http or https; HSTS for other hosts of
# the same domain, and the browsers' lists of it, are the city's matter.
_OURS = {"security.W004", "security.W005", "security.W008", "security.W012", "security.W016", "security.W021"}


def plain_http(_at: datetime) -> Iterator[Finding]:
    if not settings.SESSION_COOKIE_SECURE:
        yield Finding(
            _("WANGGE_PLAIN_HTTP is set: sessions travel over http, readable on the way."),
            _("Unset it, and run wangge serve --tls or put a proxy with https in front (WANGGE_BEHIND_PROXY)."),
        )


def hosts(_at: datetime) -> Iterator[Finding]:
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(
            _("WANGGE_HOSTS allows every name: links in messages can be forged."),
            _("Write the names under which people reach the platform."),
        )


def zone(_at: datetime) -> Iterator[Finding]:
    if settings.TIME_ZONE == "UTC":
        yield Finding(
            _("WANGGE_TIMEZONE is UTC: deadlines and opening hours would be those of Greenwich."),
            _("Set the city's zone, e.g. Asia/Shanghai."),
        )


def mail(_at: datetime) -> Iterator[Finding]:
    if not settings.LETTERS_GO:
        yield Finding(
            _("WANGGE_EMAIL is empty: no mail is sent."),
            _("Set it to the city's mail server, e.g. smtp://user:password@mail.example:587"),
            grave=False,
        )


def sms(_at: datetime) -> Iterator[Finding]:
    if not settings.SMS_GATEWAY:
        yield Finding(
            _("WANGGE_SMS_GATEWAY is empty: no SMS is sent."),
            _("Set it to the URL of the city's adapter, see docs/reference/gateways.md"),
            grave=False,
        )


def deployment(_at: datetime) -> Iterator[Finding]:
    for message in run_checks(include_deployment_checks=True):
        if message.id not in _OURS and not message.is_silenced():
            sentence = _("Django's check {id} says: {words}").format(id=message.id, words=message.msg)
            yield Finding(" ".join(sentence.split()), message.hint or _("See Django's reference of system checks."))


CHECKS: tuple[Check, ...] = (plain_http, hosts, zone, mail, sms, deployment)
