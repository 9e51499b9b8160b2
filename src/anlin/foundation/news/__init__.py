"""News: publish an event with the change that made it true, and deliver it to whoever reacts."""
