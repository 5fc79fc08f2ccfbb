"""Who is who, what they may, what they agreed and what was done."""
