"""A phone locked by a passkey; the passkey is the browser's virtual one."""

import pytest
from playwright.sync_api import expect

from tests.journeys.keychain import Keychain
from tests.journeys.phones import picture
from tests.journeys.test_phone_station import code_of
from wangge.cases.models import Case
from wangge.fieldwork.models import Quarantined

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_passkey_locks_the_phone_and_opens_it_without_network(city, phone, language):
    worker = phone(language=language)
    Keychain(worker, secrets=True)
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖")
    page.click('#tabs a[href="#me"]')
    page.click("section form button:not(.primary) >> nth=0")
    page.wait_for_selector(".notice.success")
    worker.look("phone-passkey-set")
    page.reload()
    page.wait_for_selector("main h1")
    expect(page.locator("#tabs")).to_be_hidden()
    worker.look("phone-passkey-locked")
    page.click("main .sheet .primary")
    page.wait_for_selector("#tabs a[aria-current]")
    worker.context.set_offline(False)
    page.click('#tabs a[href="#outbox"]')
    page.wait_for_selector('[data-state="numbered"]')
    assert Case.objects.get().description == "井盖"


def test_a_lost_passkey_loses_nothing_and_a_code_opens_the_phone_anew(city, phone):
    worker = phone()
    keys = Keychain(worker, secrets=True)
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖", picture(3))
    page.click('#tabs a[href="#me"]')
    page.click("section form button:not(.primary) >> nth=0")
    page.wait_for_selector(".notice.success")
    keys.change_for_a_strange_one()
    page.reload()
    page.click("main .sheet .primary")
    page.wait_for_selector("main .sheet .notice.refusal")
    worker.look("phone-passkey-lost")
    page.click("summary")
    worker.context.set_offline(False)
    page.fill("#code", code_of(city, "lin"))
    page.click("button.danger")
    page.wait_for_selector("#tabs a[aria-current]")
    row = Quarantined.objects.get()
    assert (row.owner, row.way, row.photos.get().whole_at is None) == (city.people["lin"], "anew", False)
    page.reload()
    page.wait_for_selector("#tabs a[aria-current]")  # it has no lock any more
    worker.report("第二件")
    page.wait_for_selector('[data-state="numbered"]')
    assert Case.objects.get().description == "第二件"


def test_a_passkey_without_a_secret_changes_nothing_and_says_so(city, phone):
    worker = phone()
    Keychain(worker)
    page = worker.enrol(city, "lin")
    page.click('#tabs a[href="#me"]')
    page.click("section form button:not(.primary) >> nth=0")
    page.wait_for_selector("section .notice.warning")
    page.reload()
    page.wait_for_selector("#tabs a[aria-current]")


def test_where_there_is_no_passkey_none_is_offered(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    page.click('#tabs a[href="#me"]')
    page.wait_for_selector("#newpin")
    expect(page.locator("section form button")).to_have_count(1)
