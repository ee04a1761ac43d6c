"""Pages of people: signing in, my account, and the administrator's lists."""
