"""What happens between a candidate and a posting."""

from .application import Application, Move, new_token

__all__ = ["Application", "Move", "new_token"]
