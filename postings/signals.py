"""What other parts of the house must hear of."""

from django.dispatch import Signal

knock_out_changed = Signal()
"""Which answers put an application last was changed for a question, in the transaction that did it: `question`."""

member_left = Signal()
"""Somebody is no member of a posting any more, in the transaction that did it: `posting`, `user`."""

blind_changed = Signal()
"""Whether a posting is screened without names was changed, in the transaction that did it: `posting`."""
