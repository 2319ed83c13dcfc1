"""The stack: the document's layers as living cards, with the palette, the form of the selection and the summary."""
