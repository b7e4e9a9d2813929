"""Opening a candidate's file, in a process of its own with limits: its text, and its pages as pictures."""

from .isolated import Outcome, Picture, Problem, read_isolated

__all__ = ["Outcome", "Picture", "Problem", "read_isolated"]
