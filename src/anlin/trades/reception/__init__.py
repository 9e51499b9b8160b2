"""The doors through which matters come in without anybody of ours writing them down: mail, signs with a code, pasted chats."""
