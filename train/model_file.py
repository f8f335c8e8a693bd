"""Writes and reads the container of docs/model-file.md: a header, a directory and sections at multiples of 64."""
import hashlib
import struct

MAGIC = b"UNDERTON"
FORMAT = 2
HEADER = 56
ENTRY = 32


def _aligned(offset):
    return (offset + 63) // 64 * 64


def write(path, sections):
    """Writes `sections` (name to bytes, in order) to `path`; the checksum covers everything from byte 56."""
    offset = _aligned(HEADER + ENTRY * len(sections))
    directory, body = b"", bytearray()
    start = HEADER + ENTRY * len(sections)
    for name, content in sections.items():
        encoded = name.encode()
        if len(encoded) > 16:
            raise ValueError(f"section name {name} is longer than 16 bytes")
        body.extend(b"\0" * (offset - start - len(body)))
        body.extend(content)
        directory += struct.pack("<16sQQ", encoded, offset, len(content))
        offset = _aligned(offset + len(content))
    covered = directory + bytes(body)
    digest = hashlib.blake2b(covered, digest_size=32).digest()
    with open(path, "wb") as handle:
        handle.write(struct.pack("<8sIIQ", MAGIC, FORMAT, len(sections), HEADER + len(covered)) + digest + covered)
    return HEADER + len(covered)


def read(path):
    """Returns name to bytes; refuses a file whose size, checksum or directory is wrong."""
    with open(path, "rb") as handle:
        data = handle.read()
    magic, form, count, size = struct.unpack_from("<8sIIQ", data)
    if magic != MAGIC or form != FORMAT or size != len(data) or count > 1024:
        raise ValueError(f"{path}: not a model file of format {FORMAT}")
    if hashlib.blake2b(data[HEADER:], digest_size=32).digest() != data[24:HEADER]:
        raise ValueError(f"{path}: the checksum is wrong")
    sections = {}
    for index in range(count):
        name, offset, length = struct.unpack_from("<16sQQ", data, HEADER + ENTRY * index)
        if offset % 64 or offset + length > size:
            raise ValueError(f"{path}: section {index} lies outside")
        sections[name.rstrip(b"\0").decode()] = data[offset:offset + length]
    return sections
