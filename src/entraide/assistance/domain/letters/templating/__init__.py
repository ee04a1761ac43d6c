"""An agency's own wording of a letter: its subject and its body as patterns (`letters.patterns`), with what each
field stands for (`fields`), what is checked before one is kept (`checking`), and an invented case to try it on
(`sample`)."""
