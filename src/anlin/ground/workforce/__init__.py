"""Who works here, in which post, with which rights, on which days."""
