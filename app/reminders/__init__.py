"""One letter now and then to each editor for whom something is due; none when everything is done."""
