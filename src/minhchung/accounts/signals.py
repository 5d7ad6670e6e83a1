"""What accounts ask of later rooms."""

from django.dispatch import Signal

asks_administrator = Signal()
"""Sent with `user` and `target`: a receiver answers True when *user* may administer the account *target* (None: a new one).

Rights live in a later room.
"""
