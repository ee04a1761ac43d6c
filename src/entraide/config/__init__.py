"""The node put together: settings, addresses, server, scheduler, command line."""
