"""The stages of a batch, each a plain function, and the belt that carries batches through them."""
