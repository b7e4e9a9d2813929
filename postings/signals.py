"""What other parts of the house must hear of."""

from django.dispatch import Signal

knock_out_changed = Signal()
"""Which answers put an application last was changed for a question, in the transaction that did it: `question`."""
