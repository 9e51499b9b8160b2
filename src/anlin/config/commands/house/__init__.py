"""Commands about the house as a whole: copied, put back, closed, looked over, let go."""
