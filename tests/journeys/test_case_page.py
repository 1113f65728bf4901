"""The list and the page of a case, and a verb done through its form."""

import pytest

from tests.cases.ways import reported

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "zh"), (1440, "en"), (360, "en")])
def test_an_operator_opens_a_case_from_the_list_and_takes_it_in(city, visitor, width, language):
    case = reported(city)
    operator = visitor("intake", width=width, language=language)
    page = operator.go("/cases/")
    operator.look("list")
    page.click(f"text={case.number}")
    operator.look("case")
