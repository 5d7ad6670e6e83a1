import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.pack.ed25519 import verify_signature
from vanban.pack.seal import is_sealed, seal_message

# RFC 8032 §7.1, tests 1 to 3
VECTORS = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_verifies_the_vectors_of_the_rfc(key, message, signature):
    key, message, signature = map(bytes.fromhex, (key, message, signature))
    assert verify_signature(key, message, signature)
    assert not verify_signature(key, message + b"x", signature)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=64), st.integers(0, 511))
@settings(max_examples=40, deadline=None)
def test_agrees_with_a_signer_and_refuses_any_flipped_bit(seed, message, bit):
    signer = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = signer.public_key().public_bytes_raw(), signer.sign(message)
    flipped = (int.from_bytes(signature) ^ (1 << bit)).to_bytes(64)
    assert verify_signature(key, message, signature)
    assert not verify_signature(key, message, flipped)


def test_refuses_a_second_form_of_the_same_signature():
    key, message, signature = map(bytes.fromhex, VECTORS[1])
    larger = (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    assert not verify_signature(key, message, signature[:32] + larger)


@pytest.mark.parametrize(
    ("key", "signature"),
    [(b"", b""), (b"\xff" * 32, bytes(64)), (bytes(31), bytes(64)), (b"\x02" + bytes(31), bytes(64))],
)
def test_refuses_keys_and_signatures_that_are_none(key, signature):
    assert not verify_signature(key, b"", signature)


def test_seal_binds_size_root_and_day():
    signer = Ed25519PrivateKey.from_private_bytes(bytes(32))
    key, root = signer.public_key().public_bytes_raw().hex(), "ab" * 32
    signature = signer.sign(seal_message(7, root, "2022-12-15")).hex()
    assert is_sealed(7, root, "2022-12-15", key, signature)
    assert not any(
        is_sealed(*state, key, signature)
        for state in [(8, root, "2022-12-15"), (7, "ac" * 32, "2022-12-15"), (7, root, "2022-12-16")]
    )
