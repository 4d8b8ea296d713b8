"""``python -m zq_pipeline``."""

from zq_pipeline.cli import main

if __name__ == "__main__":
    main()
