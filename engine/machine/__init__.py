"""The machine: devices, threads, memory and seeds."""
