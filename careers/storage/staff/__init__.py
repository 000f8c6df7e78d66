"""What is kept about colleagues who sign in, and what they did. Nothing here is about visitors.

A change and its line in the audit are one transaction: neither is kept without the other.
"""
