"""What is asked for: newsfacts.toml, the environment and the options, read and checked."""
