"""What a run takes up: found in its sources, due, in batches of many hosts, asked for politely and kept as it came."""
