"""Its layers: one filter or map enlarged, how values spread, and what they were at other steps."""
