"""What the parties do by the calendar: changes of services and premises, and the annual cycle of their cooperation."""
