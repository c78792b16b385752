"""What can be exported from the network, one deletable module each."""
