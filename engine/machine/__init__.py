"""The machine: devices, threads, memory, seeds, and reports of what nobody foresaw."""
