"""The picture of a graph's flow, as integers: layers, order, places, routes; and what to draw."""
