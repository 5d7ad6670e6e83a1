"""Vietnamese alphabetical order."""

from __future__ import annotations

import unicodedata

from vanban.text.folding import nfc

# The alphabet of Vietnamese dictionaries; f, j, w, z stand where foreign words put them.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
# Tones rank after letters: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_AFTER_LETTERS = 1000

Key = tuple[tuple[tuple[int, ...], tuple[int, ...], str], ...]


def _syllable_key(syllable: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    ranks: list[int] = []
    tones: list[int] = []
    for part in unicodedata.normalize("NFD", syllable.lower()):
        if part in _TONES:
            tones[-1:] = [_TONES[part]]
        elif unicodedata.combining(part) and ranks:
            letter = unicodedata.normalize("NFC", _letter(ranks[-1]) + part)
            ranks[-1] = _rank(letter) if len(letter) == 1 else ranks[-1]
        else:
            ranks.append(_rank(part))
            tones.append(0)
    return tuple(ranks), tuple(tones), syllable.swapcase()


def _rank(letter: str) -> int:
    if letter in _RANK:
        return _RANK[letter]
    # Digits and signs stand before letters, other scripts after.
    return ord(letter) - _AFTER_LETTERS if ord(letter) < 128 else ord(letter) + _AFTER_LETTERS


def _letter(rank: int) -> str:
    return _LETTERS[rank] if 0 <= rank < len(_LETTERS) else ""


def sort_key(text: str) -> Key:
    """A key that puts strings in the order of a Vietnamese dictionary: syllable by syllable, letter before tone."""
    return tuple(_syllable_key(syllable) for syllable in nfc(text).split())


def given_name_key(name: str) -> tuple[Key, Key]:
    """A key that puts people in the order of Vietnamese lists: by given name (the last syllable), then the whole name."""
    syllables = name.split()
    return sort_key(" ".join(syllables[-1:])), sort_key(" ".join(syllables[:-1]))
