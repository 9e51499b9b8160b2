"""Messages to the resident (消息)."""
