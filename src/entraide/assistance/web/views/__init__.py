"""One module per thing that is looked at or done; each view parses, calls one service, renders or goes on."""
