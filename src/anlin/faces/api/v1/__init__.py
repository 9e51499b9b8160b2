"""The first version: what is here stays; new things are added."""
