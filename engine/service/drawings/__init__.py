"""Own drawings: what is asked about what a person kept with its right class, and how it is answered."""
