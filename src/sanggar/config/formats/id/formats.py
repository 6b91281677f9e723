"""As Django has them, but for the hour, which has two digits: 09.00."""

TIME_FORMAT = "H.i"
