"""The form of the selection: fields, problems, advice, notes."""
