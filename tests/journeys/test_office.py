"""The administrator's, the auditor's and the editor's pages, as they look and as axe finds them."""

import pytest

from tests.city import at
from wangge.territory.models import Organisation, Shift

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "en")])
def test_the_office_is_kept_by_its_pages(city, visitor, width, language):
    centre = Organisation.objects.get(code="centre")
    Shift.objects.create(
        user=city.people["intake"],
        organisation=centre,
        role="intake_operator",
        begins_at=at("2090-01-03", "08:00"),
        ends_at=at("2090-01-03", "16:00"),
    )
    administrator = visitor("administrator", width=width, language=language)
    for page in ("organisation", "people", "people/lin", "postings", "leave", "roster", "keys"):
        administrator.go(f"/office/{page}/" + ("?centre=centre&week=2090-01-03" if page == "roster" else ""))
        administrator.look(f"office-{page.replace('/', '-')}")
    administrator.go("/office/people/")
    administrator.page.click("details summary:not(.menu-small summary) >> nth=-1")
    administrator.page.fill("input[name=username]", "lin")
    administrator.page.fill("input[name=work_name]", "林乔")
    administrator.page.select_option("select[name=team]", "volunteer")
    administrator.page.click("details[open] button.primary")
    assert administrator.page.input_value("input[name=work_name]") == "林乔"
    administrator.look("office-people-refused")


def test_the_auditor_and_the_editor_have_theirs(city, visitor):
    auditor = visitor("auditor")
    auditor.go("/office/audit/")
    auditor.look("office-audit")
    editor = visitor("editor", width=360)
    editor.go("/office/catalogue/")
    editor.look("office-catalogue")


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1440, "en")])
def test_one_chooses_how_one_is_told(city, visitor, width, language):
    intake = visitor("intake", width=width, language=language)
    intake.go("/inbox/")
    intake.page.click('a[href="/inbox/wishes/"]')
    intake.look("inbox-wishes")
    intake.page.check("input[name=digest]")
    intake.page.fill("input[name=quiet_from]", "20:00")
    intake.page.fill("input[name=quiet_until]", "07:30")
    intake.page.click("details[open] button.primary")
    intake.page.wait_for_url("**/inbox/")
    intake.go("/inbox/wishes/")
    assert intake.page.is_checked("input[name=digest]")
    assert intake.page.input_value("input[name=quiet_until]") == "07:30"
