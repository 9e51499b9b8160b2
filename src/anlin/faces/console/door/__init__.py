"""Who comes in at the door of the console, and by what they are known there."""
