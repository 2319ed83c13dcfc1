"""Display: what panels, pages and the line show of the data, the model and the runs, wired to the engine."""
