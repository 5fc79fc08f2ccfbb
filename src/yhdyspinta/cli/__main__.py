"""`python -m yhdyspinta.cli` is the command `yhdyspinta`."""

from yhdyspinta.cli.main import run

if __name__ == "__main__":
    run()
