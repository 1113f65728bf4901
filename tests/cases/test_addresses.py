"""Which addresses a contact may have: those that a message or a call reaches, and that cost no more than others."""

import pytest

from wangge.accounts.refusals import Unusable
from wangge.cases.addresses import ensure_address, is_landline, plain_address
from wangge.messages.models import Channel


@pytest.mark.parametrize(
    "address",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        " 16600000000 ",
        "+86 199 0000 0000",
        "86-13800138000",
        "0717-6221234",
        "07176221234",
        "02169512345",  # not 0216 and a premium service
        "01081601234",
        "03195221234",
        "04716812345",
        "（0717）622 1234",
        "010-6552 9988",
        "+86 10 6552 9988",
        "+86-0717-6221234",
        "0717-6221234-801",
        "0717-6221234转801",
        "0717-6221234 ext. 801",
        "0717-6221234分机801",
        "0717-6221234转分机：801",
        "0717/6221234",
        "0717−6221234",
        "86-717-6221234",
        "86 717 6221234",
        "+86(0)717-6221234",
        "１３８００１３８０００",
        "＋８６　１３８－００１３－８０００",
        "（０７１７）６２２１２３４",
        "guilan＠example.org",
        "+44 20 7946 0018",
        "00852 2123 4567",
        "+886 2 2345 6789",
        "+1 (212) 555-0100",
        "guilan@example.org",
        "a.b+c@mail.example.com.cn",
    ],
)
def test_what_can_be_reached_is_taken_however_it_is_written(address: str):
    ensure_address(address)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("12345", "Hotlines and short numbers"),
        ("110", "Hotlines"),
        ("951 23", "Hotlines"),
        ("16812345", "cost whoever calls"),
        ("0717-16812345", "cost whoever calls"),
        ("02195123456", "cost whoever calls"),
        ("071716812345", "cost whoever calls"),
        ("+1 900 555 0100", "cost whoever calls"),
        ("+44 909 879 0000", "cost whoever calls"),
        ("+882 16 12345678", "cost whoever calls"),
        ("1380013800", "a mobile is written 13800138000"),
        ("138001380000", "a mobile is written"),
        ("12800138000", "a mobile is written"),
        ("6221234", "a landline 0717-6221234"),
        ("0717-1221234", "a landline"),
        ("周桂兰", "no telephone number"),
        ("0717-6221234/6221235", "no telephone number"),
        ("13800138000,13900139000", "no telephone number"),
        ("1" * 200, "no telephone number"),
        ("guilan@", "no e-mail address such as"),
        ("@", "no e-mail address"),
        ("a@b@example.org", "no e-mail address"),
        ("guilan@localhost", "no e-mail address"),
        ("guilan@example.org, wu@example.org", "no e-mail address"),
        ("Guilan <guilan@example.org>", "no e-mail address"),
    ],
)
def test_what_cannot_is_refused_with_a_sentence(address: str, says: str):
    with pytest.raises(Unusable, match=says):
        ensure_address(address)


def test_a_channel_asks_for_addresses_of_its_own():
    with pytest.raises(Unusable, match="no telephone number"):
        ensure_address("guilan@example.org", Channel.SMS)
    with pytest.raises(Unusable, match="no e-mail address"):
        ensure_address("13800138000", Channel.EMAIL)


@pytest.mark.parametrize("address", ["0717-6221234", "02169512345", "+86 10 6552 9988", "０７１７－６２２１２３４"])
def test_a_landline_is_called_and_no_text_message_goes_there(address: str):
    assert is_landline(address)
    with pytest.raises(Unusable, match="A landline receives no text messages: choose to be called"):
        ensure_address(address, Channel.SMS)


@pytest.mark.parametrize("address", ["13800138000", "+86 199 0000 0000", "+44 20 7946 0018"])
def test_mobiles_and_numbers_abroad_may_be_sent_text_messages(address: str):
    assert not is_landline(address)
    ensure_address(address, Channel.SMS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("138 0013-8000", "+8613800138000"),
        ("86 138 0013 8000", "0086 13800138000"),
        ("0717-6221234", "+86 717 6221234"),
        ("(0717) 6221234", "+86 0717 6221234"),
        ("0717/6221234", "86-717-6221234"),
        ("0717-6221234", "+86(0)717−6221234"),
        ("138 0013-8000", "＋８６１３８００１３８０００"),
        ("+44 20 7946 0018", "00442079460018"),
        (" Guilan@Example.org", "guilan@example.org"),
    ],
)
def test_an_address_is_the_same_however_it_is_written(one: str, other: str):
    assert plain_address(one) == plain_address(other)


def test_different_addresses_stay_different():
    assert len({plain_address(one) for one in ("13800138000", "13800138001", "0717-6221234", "0718-6221234")}) == 4
