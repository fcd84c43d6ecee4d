"""Passwords: hashed by argon2, checked in the same time for a name that nobody has."""

import unicodedata

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from geo.errors import AccountError
from geo.store.people import accounts
from geo.store.people.accounts import account_name, fits, hashed, is_hash

PASSWORD = "mật khẩu để thử"


def test_a_password_fits_its_own_hash_alone() -> None:
    known = hashed(PASSWORD)
    assert is_hash(known)
    assert PASSWORD not in known
    assert extract_parameters(known).type is Type.ID
    assert hashed(PASSWORD) != known
    assert fits(PASSWORD, known)
    for wrong in ("", PASSWORD[:-1], PASSWORD.upper(), f"{PASSWORD} ", "x" * 100_000):
        assert not fits(wrong, known)


def test_the_two_ways_to_write_vietnamese_letters_are_one_password() -> None:
    known = hashed(unicodedata.normalize("NFC", PASSWORD))
    assert fits(unicodedata.normalize("NFD", PASSWORD), known)


def test_a_name_that_nobody_has_takes_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []

    class Counting(PasswordHasher):
        def verify(self, *given: str | bytes) -> bool:
            checked.append(extract_parameters(str(given[0])))
            return super().verify(*given)

    monkeypatch.setattr(accounts, "_HASHER", Counting())
    known = hashed(PASSWORD)
    assert not fits("một mật khẩu khác", known)
    assert not fits("một mật khẩu khác", None)
    assert checked[0] == checked[1]
    # not even with the password of the hash that stands in for one
    assert not fits("a name that nobody has", None)


@pytest.mark.parametrize("length", [0, 9, 201])
def test_a_password_has_bounds(length: int) -> None:
    with pytest.raises(AccountError, match="10 to 200"):
        hashed("x" * length)


@pytest.mark.parametrize(
    "text",
    ["", "mật khẩu", "$argon2id$", "$argon2i$v=19$m=8,t=1,p=1$YWFhYWFhYWE$YWFhYQ", "$2b$12$"],
)
def test_what_is_no_hash_is_told(text: str) -> None:
    assert not is_hash(text)


def test_a_name_is_kept_as_it_is_typed_anywhere() -> None:
    assert account_name(unicodedata.normalize("NFD", "  Nguyễn  Thị\tThử ")) == "Nguyễn Thị Thử"
    for wrong in ("", " ", "x" * 81, "a\u200bb"):
        with pytest.raises(AccountError, match="1 to 80"):
            account_name(wrong)
