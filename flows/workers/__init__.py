"""The processes that clean and read, here or on a cluster: what they are asked, how, and what they may take."""
