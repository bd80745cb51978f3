"""The commands of `newsfacts`, one module each; each imports what it needs only when it is used."""
