"""How fast it is: ``make bench`` prints it; the test suite only checks that the programs run."""
