"""The analysis of a network: shapes, costs, receptive fields, problems with fixes, advice, differences."""
