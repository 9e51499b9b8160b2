"""Decisions about what comes in, on plain values: letters, markup, chats."""
