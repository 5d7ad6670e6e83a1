"""One file a subject, found by listing this folder; each has TITLE, NOTE and `measure(bench)`, which yields lines."""
