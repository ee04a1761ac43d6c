"""Treaties, agreements and acts: what may be asked of whom, on what ground, by when. Advises and never decides."""
