"""Pictures made from what is already there: share pictures and icons from facades, smaller photographs from large ones."""
