"""How much a source may hold: beyond these it is refused before it is read."""

MAX_ROWS = 100_000  # of one sheet; a larger register is split by quarter
MAX_COLUMNS = 200
MAX_SHEETS = 60
MAX_TEXT = 100_000  # code points of one cell; Excel itself stops at 32,767
MAX_ENTRIES = 20_000  # files inside a zip
MAX_SOURCE_BYTES = 512 * 1024 * 1024
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024  # of a zip as a whole
MAX_PART_BYTES = 400 * 1024 * 1024  # of one part of a workbook: 100,000 rows of a wide sheet come to 200 MB
MAX_STRINGS_BYTES = 96 * 1024 * 1024  # shared strings are held in memory
MAX_RATIO = 200  # unpacked to packed; spreadsheets of one repeated word reach 100
RATIO_FROM_BYTES = 8 * 1024 * 1024  # small parts may compress as they like
MAX_FINDINGS = 500  # a sheet; beyond that they are counted, not listed
MAX_DOCUMENT_CHARACTERS = 5_000_000  # of one text of a corpus
MAX_FILE_BYTES = 200 * 1024 * 1024  # of one file that a row names; the files room has its own bound below this
