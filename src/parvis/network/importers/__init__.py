"""What can be imported into the network, one deletable module each."""
