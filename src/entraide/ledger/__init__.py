"""The provable log of acts and the access log of looks. Neither has an update or a delete."""
