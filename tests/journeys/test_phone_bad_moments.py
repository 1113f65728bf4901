"""What goes wrong around a phone: its clock, its space, its line, a second phone, an update, another plan."""

import importlib
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.cases.ways import reported, verbs_of
from tests.city import COMMUNITY, GRIDS, City
from tests.journeys.phones import Phone, arrived, picture
from tests.journeys.test_phone_counts import a_house
from wangge.cases.models import Case, Photo
from wangge.fieldwork.actions.instructions import Wanted, give_instruction
from wangge.territory.models import Area, Grid, GridPlan, take_turn

FILL_UP = """async () => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("filler", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("s", { autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
  });
  for (let size = 64_000; size >= 1; size = Math.floor(size / 4))
    for (let room = true; room; ) {
      const change = database.transaction("s", "readwrite");
      change.objectStore("s").put(new Uint8Array(size));
      room = await new Promise((done) => { change.oncomplete = () => done(true); change.onabort = () => done(false); });
    }
  database.close();
}"""

_A_LATER_ONE_WAS_HERE = """() => new Promise((done) => {
  const asked = indexedDB.open("wangge-phone", 99);
  asked.onsuccess = () => done(asked.result.close());
})"""

_OPENED_TWICE = """async () => {
  const { store, removeEverything } = await import("/static/phone/store.mjs");
  await removeEverything();
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function () {
    IDBFactory.prototype.open = open;
    throw new DOMException("", "AbortError");
  };
  const tried = () => store().then(() => "opened", (fault) => fault.name);
  return [await tried(), await tried()];
}"""

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]


def fill_up(worker: Phone) -> None:
    """From now on the browser finds no room for anything more."""
    used = worker.page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    quota = {"origin": worker.site, "quotaSize": used + 100_000}
    worker.context.new_cdp_session(worker.page).send("Storage.overrideQuotaForOrigin", quota)
    worker.page.evaluate(FILL_UP)


@pytest.mark.parametrize("hours", [-9, 14])
def test_a_clock_that_is_wrong_by_hours_loses_nothing_and_is_told(city, phone, hours):
    worker = phone()
    worker.page.add_init_script(
        f"const now = Date.now; Date.now = () => now() + {hours} * 3600000;"
        "Date = class extends Date { constructor(...how) { super(...(how.length ? how : [Date.now()])); } };"
    )
    page = worker.enrol(city, "lin")
    worker.report("井盖", picture(1))
    page.wait_for_selector('[data-state="numbered"]')
    case = Case.objects.get()
    assert abs(case.reported_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert page.locator(".card .notice").count() == (
        1 if hours > 0 else 0
    )  # hours ago it may have been told; ahead, never


def test_without_room_each_thing_says_so_and_what_was_typed_stays(city, phone):
    worker = phone()
    line = worker.context.new_cdp_session(worker.page)
    line.send("Storage.overrideQuotaForOrigin", {"origin": worker.site, "quotaSize": 400_000})
    page = worker.enrol(city, "lin")
    page.click('#tabs a[href="#report"]')
    page.fill("#words", "井盖")
    page.set_input_files("#photo", {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture(1)})
    page.wait_for_selector(".field .notice.refusal")
    assert page.locator(".shots figure").count() == 0
    worker.look("phone-no-room")
    page.evaluate(FILL_UP)
    page.click(".bottom button")
    page.wait_for_selector(".notice.refusal >> nth=1")
    assert page.input_value("#words") == "井盖"
    line.send("Storage.overrideQuotaForOrigin", {"origin": worker.site})
    page.click(".bottom button")
    page.wait_for_selector('[data-state="numbered"]')
    assert Case.objects.get().description == "井盖"


def test_a_full_phone_still_sends_what_waits_and_what_is_refused_holds_up_nothing(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("别处", longitude="100.5")
    worker.report("井盖", picture(1))
    worker.report("路灯")
    fill_up(worker)
    worker.context.set_offline(False)
    expect(page.locator("#notes .room")).to_have_count(1, timeout=30_000)
    worker.look("phone-full")
    arrived(page, cases=2, photos=1)
    assert sorted(Case.objects.values_list("description", flat=True)) == ["井盖", "路灯"]
    worker.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": worker.site})
    page.reload()
    page.wait_for_selector('[data-state="refused"]')
    expect(page.locator("#notes .room")).to_have_count(0)


@pytest.mark.parametrize("where", ["remark", "instruction", "dwelling"])
def test_without_room_every_form_says_so_and_keeps_what_was_typed(city, phone, where):
    case = reported(city, "xu", photo=False)
    asked, area = Wanted(title="查看消防通道", text="看一遍。"), Area.objects.get(code=COMMUNITY)
    one = give_instruction(wanted=asked, area=area, by=city.actor("community", datetime.now(UTC)))
    house = a_house(city)
    field, address, words = {
        "remark": ("#remark", f"case/{case.number}", "有人看守"),
        "instruction": ("#answer", f"instruction/{one.pk}", "已看过"),
        "dwelling": ("#households", f"dwellings/{house.code}", "22"),
    }[where]
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.wait_for_part()
    page.evaluate(f"location.hash = {address!r}")
    if where == "remark":
        page.click("details.sheet summary")
    page.fill(field, words)
    fill_up(worker)
    page.locator(field).evaluate("element => element.form.requestSubmit()")
    expect(page.locator("#screen .notice.refusal")).to_contain_text("没有空间")
    assert page.input_value(field) == words


def test_a_slow_line_brings_everything_in_its_time(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    worker.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    worker.report("井盖", picture(1))
    page.wait_for_selector('[data-state="numbered"]', timeout=60_000)
    assert Photo.objects.count() == 1


def test_of_two_phones_on_one_grid_the_second_is_told_that_it_is_done(city, phone):
    case = reported(city, "xu", photo=False)
    first, second = phone(), phone(language="en")
    for each, name in ((first, "lin"), (second, "lin")):
        page = each.enrol(city, name)
        page.click("a.card")
        page.wait_for_selector("#note")
        each.context.set_offline(True)
        page.set_input_files("#photo", {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture(4)})
        page.wait_for_selector(".shots figure")
        page.click(".buttons .primary >> nth=0")
        page.wait_for_selector('[data-state="waiting"]')
    first.context.set_offline(False)
    first.page.wait_for_selector('[data-state="numbered"]')
    second.context.set_offline(False)
    second.page.wait_for_selector('[data-state="refused"]')
    expect(second.page.locator("#notes .line")).to_have_count(0)
    second.look("phone-two-refused")
    assert case.number in second.page.inner_text('[data-state="refused"]')
    assert verbs_of(case).count("verify") == 1


def test_an_update_waits_and_takes_nothing_from_a_full_outbox(city, phone, monkeypatch):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    for number in range(3):
        worker.report(f"第 {number} 件", picture(number))
    shell = importlib.import_module("wangge.fieldwork.views.shell")
    monkeypatch.setattr(shell, "version_of", lambda _page: "a-newer-version")
    worker.context.route("**/api/v1/phone/**", lambda asked: asked.abort())  # a line for pages, none for the outbox yet
    worker.context.set_offline(False)
    page.reload()
    with page.expect_event("load"):
        page.click("#notes button")  # a new version is here: take it
    page.wait_for_selector("#tabs a[aria-current]")
    kept = [name for name in page.evaluate("caches.keys()") if name.startswith("wangge-phone-")]
    assert kept == ["wangge-phone-a-newer-version"]
    page.click('#tabs a[href="#outbox"]')
    expect(page.locator("[data-item]")).to_have_count(3)
    worker.context.unroute("**/api/v1/phone/**")
    page.click("text=立即上传")
    expect(page.locator("[data-state=numbered]")).to_have_count(3)
    assert (Case.objects.count(), Photo.objects.count()) == (3, 3)


def test_an_update_is_taken_where_the_application_was_opened_for_the_first_time(city, phone, monkeypatch):
    worker = phone()
    page = worker.enrol(city, "lin")
    page.wait_for_function("navigator.serviceWorker.controller")
    shell = importlib.import_module("wangge.fieldwork.views.shell")
    monkeypatch.setattr(shell, "version_of", lambda _page: "a-newer-version")
    page.evaluate("navigator.serviceWorker.getRegistration().then((kept) => kept.update()).then(() => null)")
    with page.expect_event("load"):
        page.click("#notes button")
    page.wait_for_selector("#tabs a[aria-current]")


def test_a_database_that_did_not_open_once_is_opened_the_next_time(phone):
    page = phone().go("/static/phone/icon.svg")  # where nothing else opens it meanwhile
    tried = page.evaluate(_OPENED_TWICE)
    assert tried == ["AbortError", "opened"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_application_older_than_what_it_kept_says_so_and_touches_nothing(city, phone, language):
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖", picture(1))
    page.evaluate(_A_LATER_ONE_WAS_HERE)
    page = worker.begin_anew()
    told = page.locator("#screen [role=alert]")
    expect(told).to_contain_text("新版" if language == "zh" else "later version")
    expect(page.locator("#tabs")).to_be_hidden()
    worker.look("phone-older-than-what-it-kept")
    assert (len(worker.keys("outbox")), len(worker.keys("photos"))) == (1, 1)


def test_a_plan_that_changes_while_the_phone_is_offline_changes_what_it_carries(city, phone):
    reported(city, "neighbour", grid=1)
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖", picture(1))
    swap_first_two_grids(city)
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="numbered"]')
    assert Case.objects.get(description="井盖").grid_code == GRIDS[1]  # where it stands now, by the plan of now
    page.click('#tabs a[href="#me"]')
    expect(page.locator("main li")).to_have_count(1)


def swap_first_two_grids(city: City) -> None:
    """Put a plan in force in which the first two grids have changed places."""
    now = datetime.now(UTC)
    before = list(Grid.objects.filter(plan=city.plan))
    GridPlan.objects.filter(pk=city.plan.pk).update(state="retired", ends_at=now)
    plan = GridPlan.objects.get(pk=city.plan.pk)
    plan.pk, plan.state, plan.digest, plan.begins_at, plan.ends_at = None, "adopted", "5e" * 32, now, None
    plan.save(force_insert=True)
    places = {GRIDS[0]: GRIDS[1], GRIDS[1]: GRIDS[0]}
    for grid in before:
        grid.pk, grid.plan, grid.code = None, plan, places.get(grid.code, grid.code)
        grid.save(force_insert=True)
    take_turn("plans")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_screen_that_cannot_be_shown_says_so_and_the_rest_goes_on(city, phone, language):
    a_house(city)
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    page.evaluate("location.hash = 'dwellings'")
    page.wait_for_selector("a.card")
    worker.context.set_offline(True)
    worker.report("井盖")
    page.goto(f"{worker.site}/phone/#dwellings/%")
    page.reload()
    page.wait_for_selector("#screen .notice.refusal")
    assert [one for one in worker.faults if "URIError" in one]
    worker.faults.clear()
    worker.look("phone-cannot-show")
    worker.context.set_offline(False)
    page.click("#screen a.button")
    page.wait_for_selector('[data-state="numbered"]')
