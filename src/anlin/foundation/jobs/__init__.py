"""Jobs: work done later or by the clock, each once, behind one door."""
