"""How dates are written where Django's own way is another country's: Swedish as in Finland, English with the day first."""
