"""What files tell later rooms."""

from django.dispatch import Signal

purged = Signal()
"""Sent with `file` and `by` inside the transaction that purges a file: a receiver forgets what it had read out of it.

Not on commit: the words go with the bytes or not at all.
"""
