"""Vietnamese text: Unicode form, folding, alphabetical order, numerals, dates, sentences.

Everything here is a pure function of its arguments and compiles nothing when imported.
"""

from vanban.text.collation import given_name_key, sort_key
from vanban.text.dates import parse_date, print_date, print_short_date
from vanban.text.folding import FOLD_VERSION, fold, fold_with_map, nfc, nfc_with_map
from vanban.text.numerals import in_words, parse_numeral, print_numeral
from vanban.text.sentences import Sentence, sentences

__all__ = [
    "FOLD_VERSION",
    "Sentence",
    "fold",
    "fold_with_map",
    "given_name_key",
    "in_words",
    "nfc",
    "nfc_with_map",
    "parse_date",
    "parse_numeral",
    "print_date",
    "print_numeral",
    "print_short_date",
    "sentences",
    "sort_key",
]
