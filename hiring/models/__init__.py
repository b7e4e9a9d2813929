"""What happens between a candidate and a posting."""

from .answer import Answer
from .application import Application, Move, new_token
from .data_link import DataLink

__all__ = ["Answer", "Application", "DataLink", "Move", "new_token"]
