"""What a pack refuses, each with a stable code and the data that explains it."""

from __future__ import annotations


class PackError(Exception):
    """A pack, or a part of one, is refused; *code* is stable, *data* explains, the sentence is made by the reader."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in sorted(self.data.items()))
        return f"{self.code} ({details})" if details else self.code


class FormulaError(PackError):
    """A formula that cannot be read, or rows that it cannot be computed over."""


class CanonicalError(PackError):
    """A value that has no canonical JSON here: a float, an unsafe integer, a lone surrogate, another type."""


class MerkleError(PackError):
    """A tree is asked for a leaf or a size that it does not have."""


class ContainerError(PackError):
    """A zip or folder that is not exactly a pack's container."""


class ContentsError(PackError):
    """What a caller hands over to be packed does not fit together."""


class OpeningError(PackError):
    """The opening of a commitment that cannot be read."""
