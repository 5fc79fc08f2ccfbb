"""Reading what the organisations wrote. Every query that may show something not public takes who asks."""
