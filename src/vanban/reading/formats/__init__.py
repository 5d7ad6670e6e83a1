"""One module a format, found by listing this folder: `ORDER`, `accepts(data, name)`, `read(data, name, limits)`."""
