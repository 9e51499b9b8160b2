"""Projects and their phases, buildings, units, spaces, shared parts."""
