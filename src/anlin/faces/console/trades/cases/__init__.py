"""The desk where matters are taken, sorted, passed on, answered and asked after."""
