"""Build and verify evidence packs ("gói minh chứng"); what verifies one needs the standard library alone."""
