"""How likely a row of the table of events is right: judged rows, and what is learned from them."""
