"""The side for those who work together: a folder a room, with its addresses, forms and views."""
