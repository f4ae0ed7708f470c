"""Files of Office programs, whatever they hold: opened safely."""
