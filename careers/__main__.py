"""``python -m careers`` is the ``careers`` command."""

from careers.cli import main

if __name__ == "__main__":
    main()
