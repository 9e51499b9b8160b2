"""The house as a whole: copied, put back, and closed to changes for a while."""
