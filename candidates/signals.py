"""What other parts of the house must hear of."""

from django.dispatch import Signal

candidate_erased = Signal()
"""Somebody was erased, in the transaction that did it: `email` is the address, for whoever keeps traces under it.

Without an address there are no traces, and nothing is sent."""

search_due = Signal()
"""What the search knows of somebody is out of date, in the transaction that made it so."""

address_changed = Signal()
"""Support gave somebody another address, in the transaction that did it: `candidate`, with the new one."""
