"""Where residents are asked: questionnaires, and the lines to complain by."""
