"""Make the Chinese font of the pictures anew from its npm package; `make vendor` runs it. Decision record 0006.

Needs npm, and fonttools (which comes with matplotlib). The result does not depend on the machine.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
SHA256 = "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"
FONT = "package/400Regular/NotoSansSC_400Regular.ttf"
LICENCE = "package/LICENSE_FONT"
FONTS = Path(__file__).parent.parent / "src/wangge/gridding/files/fonts"
# Tables that a map has no use for: vertical writing, kerning and the like.
DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx"]


def main() -> None:
    """Fetch the package, check it, cut it down, and leave font and licence in the package's folder."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True)
        (archive,) = Path(folder).glob("*.tgz")
        if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
            sys.exit(f"{PACKAGE} is not the archive that was looked at: sha256 differs from {SHA256}")
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        (FONTS / "OFL.txt").write_bytes((Path(folder) / LICENCE).read_bytes())
        cut_down(Path(folder) / FONT, FONTS / "NotoSansSC-Regular.ttf")


def cut_down(source: Path, target: Path) -> None:
    """Keep the characters of GBK and of European Latin, without hints and typographic features."""
    options = Options()
    options.hinting, options.notdef_outline = False, True
    options.layout_features, options.drop_tables = [], [*options.drop_tables, *DROPPED]
    options.name_IDs = ["*"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=gbk() | set(range(0x20, 0x180)) | set(range(0x2010, 0x2040)))
    subsetter.subset(font)
    font.save(target)


def gbk() -> set[int]:
    """Code points of the two-byte characters of GBK, the 6,763 of GB 2312 among them."""
    pairs = (bytes([first, second]) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF))
    return {ord(character) for pair in pairs for character in pair.decode("gbk", errors="ignore")}


if __name__ == "__main__":
    main()
