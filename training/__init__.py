"""Makes the small names model of our own from labelled texts; nothing at run time needs it."""
