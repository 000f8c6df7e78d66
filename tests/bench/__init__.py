"""Benchmarks: figures side by side with a peer in the same run. They print, and fail on no timing."""
