"""The desk `imports`: a roster of owners read in, looked at, applied, taken back."""
