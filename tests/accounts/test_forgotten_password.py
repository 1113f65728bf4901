"""A forgotten password, and the first of somebody whom a list brought: by a letter, to who has an address."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import AT, PASSWORD, made_user, sign_in
from tests.messages.mail_server import mail_server, name_that_cannot_be
from wangge.accounts.actions.passwords import send_reset_letter
from wangge.accounts.actions.users import deactivate_user, make_user
from wangge.accounts.models import AuditEntry, Team

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


def of_a_list(**given):
    return make_user(
        username="xiaoqiao", work_name="乔筱", team=Team.VOLUNTEER, email="q@example.org", at=AT, by=None, **given
    )


def ask(client, address):
    """Ask, and let the worker do what was left to it."""
    answer = client.post("/accounts/password/reset/", {"email": address}, follow=True)
    for job in DBTaskResult.objects.all():
        assert job.task.func(*job.args_kwargs["args"]) == "sent"
    return answer


def link_in(letter):
    return re.search(r"http://testserver(/\S+)", letter.body)[1]


def test_somebody_without_a_password_chooses_their_first_by_the_letter(client):
    user = of_a_list()
    assert "如果有账号使用这个邮箱" in ask(client, "Q@Example.org").content.decode()
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["q@example.org"], "网格服务平台登录密码")
    assert "xiaoqiao" in letter.body
    page = client.get(link_in(letter), follow=True)
    done = client.post(page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert "新密码已生效" in done.content.decode()
    assert sign_in(client, "xiaoqiao").status_code == 302
    assert [entry.action for entry in AuditEntry.objects.order_by("id")] == ["make_user", "reset_password", "sign_in"]
    assert set(AuditEntry.objects.values_list("subject", flat=True)) == {f"user:{user.pk}"}
    assert "password1" not in client.get(link_in(letter), follow=True).content.decode()  # a link is good once


def test_the_letter_speaks_the_language_of_the_account_and_leads_to_the_address_of_the_site(client, settings):
    settings.SITE = "https://grid.example.org"
    of_a_list(language="en")
    ask(client, "q@example.org")
    assert mail.outbox[0].subject == "Your password for the grid service"
    assert "https://grid.example.org/accounts/password/reset/key/" in mail.outbox[0].body
    assert "within 3 days" in mail.outbox[0].body


@pytest.mark.parametrize("address", ["nobody@example.org", "gone@example.org"])
def test_who_has_no_account_gets_no_letter_and_nobody_learns_that(client, address):
    leaver = made_user(email="gone@example.org")
    deactivate_user(user=leaver, at=AT, by=None)
    assert "如果有账号使用这个邮箱" in ask(client, address).content.decode()
    assert mail.outbox == []
    assert send_reset_letter.func(leaver.pk, "http://testserver") == "gone"


def test_where_no_letters_go_it_says_whom_to_ask(client, settings):
    settings.LETTERS_GO = False
    words = client.get("/accounts/password/reset/").content.decode()
    assert "请联系本辖区的管理员" in words
    assert 'name="email"' not in words


def test_a_mail_server_out_of_order_leaves_no_address_behind(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    user = of_a_list()
    assert send_reset_letter.func(user.pk, "http://testserver") == "later"
    assert "ConnectionRefusedError" in caplog.text
    assert "example.org" not in caplog.text


@pytest.fixture
def server(settings):
    with mail_server(settings) as told:
        yield told


def test_a_server_whose_name_cannot_be_may_be_mended_meanwhile(server, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", name_that_cannot_be)
    assert send_reset_letter.func(of_a_list().pk, "http://testserver") == "later"


def test_a_letter_that_is_refused_for_now_goes_later_and_is_given_up_after_the_third_time(server):
    server.refused["q@"] = 450
    user = of_a_list()
    assert send_reset_letter.func(user.pk, "http://testserver") == "later"
    job = DBTaskResult.objects.get()
    assert job.args_kwargs["args"] == [user.pk, "http://testserver", 1]
    assert timedelta(0) < job.run_after - timezone.now() <= timedelta(minutes=1)
    assert [send_reset_letter.func(user.pk, "", refusals) for refusals in (1, 2, 3)] == ["later", "later", "not sent"]
    server.refused.clear()
    assert send_reset_letter.func(*job.args_kwargs["args"]) == "sent"
    assert server.taken == ["q@example.org"]


@pytest.mark.parametrize(("address", "code"), [("q@example.org", 550), ("q@[1", 250), ("q@a@b", 250)])
def test_what_is_refused_for_good_is_not_sent_again_and_leaves_no_address_behind(server, caplog, address, code):
    server.refused["q@"] = code
    user = of_a_list()
    type(user).objects.update(email=address)
    assert send_reset_letter.func(user.pk, "http://testserver") == "not sent"
    assert not DBTaskResult.objects.exists()
    assert address not in caplog.text
