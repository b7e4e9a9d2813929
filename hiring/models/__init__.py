"""What happens between a candidate and a posting."""

from .application import Application, Move, new_token
from .data_link import DataLink

__all__ = ["Application", "DataLink", "Move", "new_token"]
