"""Files: projects and runs opened, saved, recovered."""
