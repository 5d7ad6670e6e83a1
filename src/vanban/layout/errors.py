"""Why a document cannot be composed."""


class LayoutError(Exception):
    """A refusal with a stable `code` and the `data` that explains it; nothing has been written."""

    code = "layout"

    def __init__(self, **data: object) -> None:
        super().__init__(f"{self.code}: {data}")
        self.data = data


class MissingGlyphError(LayoutError):
    """The font has no glyph for a character: `character`, `codepoint` ("U+2713"), `context` (text around it)."""

    code = "layout.missing_glyph"


class UnprintableTextError(LayoutError):
    """A control or direction-changing character stands in the text: `codepoint`, `context`."""

    code = "layout.unprintable_text"


class MissingFontError(LayoutError):
    """A font file is not there: `path`. `script/assets` collects it."""

    code = "layout.missing_font"


class BadAnchorError(LayoutError):
    """An anchor is not a letter followed by at most 63 letters, digits, `-` or `_`: `anchor`."""

    code = "layout.bad_anchor"


class DuplicateAnchorError(LayoutError):
    """Two places carry the same anchor: `anchor`."""

    code = "layout.duplicate_anchor"


class MissingProofError(LayoutError):
    """A mark leads to a place that the document does not have: `kind`, `key`, `target`."""

    code = "layout.missing_proof"


class BadLinkError(LayoutError):
    """A link is neither `#anchor`, a path of this site nor an http(s) address: `href`."""

    code = "layout.bad_link"


class BadPictureError(LayoutError):
    """A picture cannot be set: `reason` ("type", "alt", "broken", "size")."""

    code = "layout.bad_picture"


class BadTableError(LayoutError):
    """A table's rows do not have the same number of columns: `expected`, `found`."""

    code = "layout.bad_table"


class BadSignatureError(LayoutError):
    """An authority prefix does not go with what follows it: `capacity`, `missing` or `unexpected`."""

    code = "layout.bad_signature"


class CompositionError(LayoutError):
    """The typesetter refused the document: `detail`."""

    code = "layout.composition"
