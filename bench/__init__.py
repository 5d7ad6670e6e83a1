"""What is measured, against what, and the last figures: docs/howto/measure.md."""
