"""Own drawings: those that a person kept, with what the shown network takes each for."""
