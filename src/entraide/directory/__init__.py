"""States, agencies, offices and contact points: whom one can ask, how, and when they answer."""
