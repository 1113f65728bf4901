"""Somebody whom a list brought chooses their first password by the letter, and signs in with it."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django_tasks_db.models import DBTaskResult

from tests.journeys.visitor import PASSWORD
from wangge.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1440, "en")])
def test_a_first_password_by_the_letter(city, visitor, width, language):
    cache.clear()
    user = city.people["xu"]
    user.set_unusable_password()
    user.email = "xu@example.org"
    user.save()
    person = visitor(width=width, language=language)
    page = person.go("/accounts/login/")
    page.click("main form a")
    person.look("password-forgotten")
    page.fill("input[name=email]", "xu@example.org")
    page.click("main form button.primary")
    page.wait_for_url("**/done/")
    person.look("password-letter")
    for job in DBTaskResult.objects.all():
        job.task.func(*job.args_kwargs["args"])
    page.goto(re.search(r"http\S+/reset/key/\S+", mail.outbox[0].body)[0])
    person.look("password-choose")
    page.fill("input[name=password1]", PASSWORD)
    page.fill("input[name=password2]", PASSWORD)
    page.click("main form button.primary")
    page.wait_for_url("**/key/done/")
    person.look("password-chosen")
    person.sign_in("xu")
    assert User.objects.get(username="xu").has_usable_password()
