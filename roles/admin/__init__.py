"""The curators' pages: a role on one screen, its missions and skills as matrices, and what changed when."""

from .entries import MissionAdmin, SkillAdmin
from .role import RoleAdmin

__all__ = ["MissionAdmin", "RoleAdmin", "SkillAdmin"]
