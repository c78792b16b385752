import copy
import hashlib
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt
from nacl.pwhash import argon2id

from parvis.counsel.domain.opened import letters_key, root_binding
from parvis.counsel.domain.sealing import (
    Key,
    PlainText,
    Unreadable,
    new_pair,
    padded,
    seal,
    seal_letter,
    seal_to,
    unpadded,
    unseal,
    unseal_letter,
    unseal_with,
)
from parvis.counsel.enums import Role
from parvis.counsel.rules import LONGEST, PADDED

KEY = Key(bytes(range(32)))
NONCE = bytes(range(24))
#: Argon2id, three passes, 64 MiB, of “one two three” and a salt of zeros.
KNOWN_STRETCHED = "473e96111bbdee3911a2bf4904b3bc39742be075bef59ca376830bd3f45b53c7"
THREAD = "0123456789abcdef0123456789abcdef"


def test_the_cipher_is_the_published_one():
    """draft-irtf-cfrg-xchacha-03, A.3.1."""
    plain = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
    aad = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    key = bytes(range(0x80, 0xA0))
    nonce = bytes(range(0x40, 0x58))
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(plain, aad, nonce, key)
    assert sealed.hex().startswith("bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb")
    assert sealed[-16:].hex() == "c0875924c1c7987947deafd8780acf49"


def test_known_answers():
    """What a version of this program sealed, every later one opens: these bytes may not change without a new FORMAT."""
    sealed = seal_letter(PlainText("Bonjour"), KEY, THREAD, 1, Role.VISITOR, NONCE)
    assert len(sealed) == 1 + 24 + 1024 + 16
    assert sealed[:25].hex() == "01" + NONCE.hex()
    by_hand = crypto_aead_xchacha20poly1305_ietf_encrypt(
        (7).to_bytes(4, "big") + b"Bonjour" + bytes(1024 - 11),
        b"parvis.counsel.1|letter|" + THREAD.encode() + b"|1|VISITOR",
        NONCE,
        KEY.raw,
    )
    assert sealed[25:] == by_hand
    key = letters_key(KEY, Key(bytes(32)), THREAD)
    by_hand = hashlib.blake2b(bytes(32) + THREAD.encode(), key=KEY.raw, digest_size=32, person=b"letters").digest()
    assert key.raw == by_hand
    assert root_binding(THREAD) == b"root|" + THREAD.encode()
    stretched = argon2id.kdf(32, b"one two three", bytes(16), opslimit=3, memlimit=64 << 20)
    assert stretched.hex() == KNOWN_STRETCHED
    assert unseal_letter(sealed, KEY, THREAD, 1, Role.VISITOR).reveal() == "Bonjour"


@pytest.mark.parametrize(
    ("thread", "number", "role"),
    [
        ("f" + THREAD[1:], 1, Role.VISITOR),
        (THREAD, 2, Role.VISITOR),
        (THREAD, 11, Role.VISITOR),
        (THREAD, 1, Role.DESK),
    ],
)
def test_a_letter_put_elsewhere_does_not_open(thread, number, role):
    sealed = seal_letter(PlainText("Bonjour"), KEY, THREAD, 1, Role.VISITOR)
    with pytest.raises(Unreadable):
        unseal_letter(sealed, KEY, thread, number, role)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(0, 200), st.integers(1, 255))
def test_what_is_sealed_opens_and_what_was_touched_does_not(text, place, change):
    sealed = seal_letter(PlainText(text), KEY, THREAD, 3, Role.DESK)
    assert unseal_letter(sealed, KEY, THREAD, 3, Role.DESK).reveal() == text
    touched = bytearray(sealed)
    touched[place] ^= change
    with pytest.raises(Unreadable):
        unseal_letter(bytes(touched), KEY, THREAD, 3, Role.DESK)


@given(st.binary(max_size=3 * PADDED))
def test_lengths_are_told_in_whole_kilobytes(text):
    filled = padded(text)
    assert len(filled) % PADDED == 0
    assert len(filled) - len(text) <= PADDED + 3
    assert unpadded(filled) == text


def test_the_longest_letter_and_broken_padding():
    assert len(padded(b"x" * LONGEST)) == LONGEST + PADDED
    for broken in (b"", b"\0" * 100, (2000).to_bytes(4, "big").ljust(PADDED, b"x")):
        with pytest.raises(Unreadable):
            unpadded(broken)
    for broken in (b"", b"\2" + bytes(100), b"\1" + bytes(10)):
        with pytest.raises(Unreadable):
            unseal(broken, KEY, b"x")


def test_a_key_sealed_to_a_desk_opens_there_and_for_that_alone():
    private, public = new_pair()
    sealed = seal_to(public, KEY, b"root|a")
    assert unseal_with(private, sealed, b"root|a").raw == KEY.raw
    for other, bound in ((new_pair()[0], b"root|a"), (private, b"root|b")):
        with pytest.raises(Unreadable):
            unseal_with(other, sealed, bound)
    with pytest.raises(Unreadable):
        unseal_with(private, b"nothing", b"root|a")


def test_seals_of_the_same_are_different():
    assert seal(b"same", KEY, b"x") != seal(b"same", KEY, b"x")


@pytest.mark.parametrize("secret", [KEY, PlainText("zqsecret")], ids=["key", "text"])
def test_secrets_do_not_tell_themselves(secret):
    for told in (repr(secret), str(secret), f"{secret}", f"{secret:>40}", f"{[secret]}"):
        assert "zqsecret" not in told
        assert "01020304" not in told
        assert "\\x01" not in told
    for keep in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError):
            keep(secret)


def test_a_key_has_32_bytes():
    with pytest.raises(ValueError, match="32 bytes"):
        Key(b"short")
