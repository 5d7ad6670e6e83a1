"""What accounts ask of later rooms."""

from django.dispatch import Signal

asks_administrator = Signal()
"""Sent with `user`: a receiver answers True when the user administers accounts. Rights live in a later room."""
