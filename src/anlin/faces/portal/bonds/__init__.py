"""What residents see of people and the house, over time."""
