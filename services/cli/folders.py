"""What does an option take that names a folder?"""

from pathlib import Path

import click

#: A folder that is there.
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
