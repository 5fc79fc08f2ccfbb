"""The example's cooperation: what `curated/example/` tells is done through the services, as the people of Mallila would do it."""
