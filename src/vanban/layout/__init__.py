"""Compose official documents (NĐ 30/2020/NĐ-CP, Appendix I): one model, and from it HTML, PDF and DOCX.

`model` holds the document, `html`, `pdf` and `docx` compose it, `flat` reads it back as plain text with the places
of its marks. Importing this package loads neither Typst nor python-docx.
"""
