"""What belongs to a country and not to an occupation: who licenses which work there. One folder of data a country."""
