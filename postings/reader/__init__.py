"""Read an existing ad: file to text (`formats`), text to lines (`split`), lines to a stage (`stage`); all in `read`."""

from .formats import UnreadableAd, read_file
from .read import Ad, ReadLine, read_ad
from .sections import AdKind
from .stage import StageReading
from .words import guess_language

__all__ = ["Ad", "AdKind", "ReadLine", "StageReading", "UnreadableAd", "guess_language", "read_ad", "read_file"]
