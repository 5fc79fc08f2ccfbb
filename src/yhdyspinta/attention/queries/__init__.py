"""Reading what asks for attention. Every query takes who asks, and shows nothing that the reader may not see."""
