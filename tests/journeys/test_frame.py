"""The frame of every page: components, sign-in, the language, what stands at a wrong address."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "en")])
def test_the_components_and_the_sign_in_are_for_everybody(city, visitor, width, language):
    stranger = visitor(width=width, language=language)
    stranger.go("/components/")
    stranger.look("components")
    stranger.page.emulate_media(color_scheme="dark")
    stranger.look("components-dark")
    stranger.go("/cases/")
    assert "/accounts/login/?next=/cases/" in stranger.page.url
    stranger.look("sign-in")
    stranger.go("/nowhere/")
    stranger.look("nowhere")


def test_the_second_factor_is_set_up_in_the_frame(city, visitor):
    stranger = visitor(width=360)
    stranger.go("/accounts/login/")
    stranger.page.fill("input[name=login]", "intake")
    stranger.page.fill("input[name=password]", "correct horse battery")
    stranger.page.click("main form button[type=submit] >> nth=0")
    stranger.look("second-factor")
    stranger.page.click("a[href*='totp/activate']")
    stranger.look("second-factor-password")
    stranger.page.fill("input[name=password]", "correct horse battery")
    stranger.page.click("main form button[type=submit] >> nth=0")
    stranger.look("second-factor-code")


def test_the_language_is_switched_where_one_is(city, visitor):
    operator = visitor("intake")
    operator.go("/cases/?words=lamp")
    assert operator.page.inner_text("h1") == "案件"
    operator.page.click("button[name=language]")
    assert operator.page.inner_text("h1") == "Cases"
    assert operator.page.url.endswith("/cases/?words=lamp")
    assert operator.page.get_attribute("html", "lang") == "en"
