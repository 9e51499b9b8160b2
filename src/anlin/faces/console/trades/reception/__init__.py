"""What came in by mail, the signs with a code, and matters from group chats."""
