"""Looking at a page finds its faults, with scripts and without."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("js", [True, False])
def test_a_page_that_is_too_wide_is_found(city, visitor, js):
    resident = visitor(width=360, js=js)
    resident.go("/")
    resident.look("home")
    resident.page.locator("main").evaluate("element => { element.style.width = '500px'; }")
    with pytest.raises(AssertionError, match="wider than the screen"):
        resident.look("home-wide")
