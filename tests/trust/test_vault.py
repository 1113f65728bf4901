import pytest
from cryptography.fernet import Fernet

from wangge.trust.vault import Vault, VaultError


def new_key() -> str:
    return Fernet.generate_key().decode()


def test_what_is_sealed_opens_again_and_does_not_show():
    vault = Vault([new_key()])
    sealed = vault.seal("周桂兰 0717-6000001")
    assert vault.open(sealed) == "周桂兰 0717-6000001"
    assert "周".encode() not in sealed
    assert b"6000001" not in sealed


def test_the_same_contact_never_seals_to_the_same_bytes():
    vault = Vault([new_key()])
    assert vault.seal("0717-6000001") != vault.seal("0717-6000001")


def test_an_older_key_still_opens_until_it_is_resealed_with_the_newest():
    old, new = new_key(), new_key()
    sealed = Vault([old]).seal("lin@example.org")
    both = Vault([new, old])
    assert both.open(sealed) == "lin@example.org"
    assert both.needs_resealing(sealed)
    resealed = both.reseal(sealed)
    assert not both.needs_resealing(resealed)
    assert Vault([new]).open(resealed) == "lin@example.org"


def test_a_memoryview_from_a_database_opens_too():
    vault = Vault([new_key()])
    assert vault.open(memoryview(vault.seal("x"))) == "x"


def test_a_stranger_s_key_does_not_open_and_the_sentence_says_what_to_do():
    sealed = Vault([new_key()]).seal("x")
    with pytest.raises(VaultError, match="WANGGE_CONTACT_KEYS"):
        Vault([new_key()]).open(sealed)
    with pytest.raises(VaultError, match="does not open"):
        Vault([new_key()]).reseal(sealed)


def test_changed_bytes_do_not_open():
    vault = Vault([new_key()])
    sealed = bytearray(vault.seal("x"))
    sealed[20] ^= 1
    with pytest.raises(VaultError, match="does not open"):
        vault.open(bytes(sealed))


@pytest.mark.parametrize(("keys", "sentence"), [([], "No contact key"), (["too short"], "malformed")])
def test_a_vault_without_usable_keys_is_refused(keys, sentence):
    with pytest.raises(VaultError, match=sentence):
        Vault(keys)
