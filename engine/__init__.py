"""The engine: documents, data, training, inspection and prediction, without any window."""
