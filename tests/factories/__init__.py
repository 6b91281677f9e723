"""Synthetic people and programmes for the tests. Every NIK has a serial 9xxx."""
