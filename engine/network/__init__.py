"""The network as a document: layers, nodes, pure edits and the analysis of shapes and costs. No torch in here."""
