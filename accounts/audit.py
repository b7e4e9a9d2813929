"""The audit trail's one door: `record(...)` writes an event, nothing changes or deletes one."""
