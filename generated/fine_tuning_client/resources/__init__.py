"""The operations of the API, in groups; a client holds each as an attribute."""
