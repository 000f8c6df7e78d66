"""Sweeps over the site's true content, which editors change as they like: no test here names an advert, a story or a figure.

A sweep may say no more of a page than what holds whatever an editor writes that ``careers check`` passes. Everything else is
tested on the tests' own content.
"""
