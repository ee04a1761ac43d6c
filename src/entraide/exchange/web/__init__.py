"""The pages of the exchange, and the door at which other nodes knock."""
