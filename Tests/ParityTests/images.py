#!/usr/bin/env python3
"""Pushes the images of the recordings to a registry on loopback with plain HTTP: the same names, files and sizes.

usage: images.py PORT

Only contents differ, and so digests: the one big file is pseudo-random, and as long as the recorded one, compressed too.
The other layers and all documents have the recorded form to the byte. Prints a line for each reference and its digest.
"""
import gzip
import hashlib
import http.client
import io
import json
import random
import struct
import sys
import tarfile
import time
import zlib

PORT = int(sys.argv[1])
HOST = f"127.0.0.1:{PORT}"
MADE = 1700000000
CREATED = "2023-11-14T22:13:20Z"
BIG_FILE, BIG_FILE_MADE, BIG_LAYER = 1982256, 1778186013, 1036267

# The names that busybox 1.35 of Debian 12 goes by.
APPLETS = """
[ [[ acpid adjtimex ar arch arp arping ascii ash awk base64 basename bc blkdiscard blockdev brctl bunzip2 bzcat bzip2
cal cat chgrp chmod chown chroot chvt clear cmp cp cpio crc32 crond crontab cttyhack cut date dc dd deallocvt depmod
devmem df diff dirname dmesg dnsdomainname dos2unix dpkg dpkg-deb du dumpkmap dumpleases echo ed egrep env expand
expr factor fallocate false fatattr fdisk fgrep find findfs fold free freeramdisk fsfreeze fstrim ftpget ftpput
getopt getty grep groups gunzip gzip halt head hexdump hostid hostname httpd hwclock i2cdetect i2cdump i2cget i2cset
i2ctransfer id ifconfig ifdown ifup init insmod ionice ip ipcalc ipneigh kill killall klogd last less link linux32
linux64 linuxrc ln loadfont loadkmap logger login logname logread losetup ls lsmod lsscsi lzcat lzma lzop md5sum mdev
microcom mim mkdir mkdosfs mke2fs mkfifo mknod mkpasswd mkswap mktemp modinfo modprobe more mount mt mv nameif nc
netstat nl nologin nproc nsenter nslookup nuke od openvt partprobe passwd paste patch pidof ping ping6 pivot_root
poweroff printf ps pwd rdate readlink realpath reboot renice reset resume rev rm rmdir rmmod route rpm rpm2cpio
run-init run-parts sed seq setkeycodes setpriv setsid sh sha1sum sha256sum sha3sum sha512sum shred shuf sleep sort
ssl_client start-stop-daemon stat strings stty su sulogin svc svok swapoff swapon switch_root sync sysctl syslogd tac
tail tar taskset tc tee telnet telnetd test tftp time timeout top touch tr traceroute traceroute6 true truncate ts
tty tunctl ubirename udhcpc udhcpd uevent umount uname uncompress unexpand uniq unix2dos unlink unlzma unshare unxz
unzip uptime usleep uudecode uuencode vconfig vi w watch watchdog wc wget which who whoami xargs xxd xz xzcat yes
zcat
""".split()

DOCKER = {
    "manifest": "application/vnd.docker.distribution.manifest.v2+json",
    "index": "application/vnd.docker.distribution.manifest.list.v2+json",
    "config": "application/vnd.docker.container.image.v1+json",
    "layer": "application/vnd.docker.image.rootfs.diff.tar.gzip",
    "foreign": "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
}
OCI = {
    "manifest": "application/vnd.oci.image.manifest.v1+json",
    "index": "application/vnd.oci.image.index.v1+json",
    "config": "application/vnd.oci.image.config.v1+json",
    "layer": "application/vnd.oci.image.layer.v1.tar+gzip",
}


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def padded_gzip(data, size):
    """gzip of exactly that size: the rest is a comment in its header (RFC 1952, section 2.3.1)."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(data) + packer.flush() + struct.pack("<II", zlib.crc32(data), len(data))
    head = struct.pack("<BBBBIBB", 31, 139, 8, 16, 0, 0, 255)
    return head + b" " * (size - len(head) - len(body) - 1) + b"\0" + body


class Layer:
    def __init__(self, name, fill, size=None):
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
            fill(lambda entry, data=b"": tar.addfile(entry, io.BytesIO(data)))
        raw = raw.getvalue()
        self.name, self.diff_id = name, digest(raw)
        self.data = padded_gzip(raw, size) if size else gzip.compress(raw, 6, mtime=0)


def entry(name, data=b"", mode=0o644, **fields):
    info = tarfile.TarInfo(name)
    info.mtime, info.mode, info.size = MADE, mode, len(data)
    for field, value in fields.items():
        setattr(info, field, value)
    return info


def busybox(add):
    for folder in ("bin", "etc", "tmp", "root", "dev", "proc", "sys"):
        add(entry(folder + "/", mode=0o1777 if folder == "tmp" else 0o755, type=tarfile.DIRTYPE))
    noise = random.Random(1).randbytes(1000000)
    data = noise + bytes(BIG_FILE - len(noise))
    add(entry("bin/busybox", data, mode=0o755, mtime=BIG_FILE_MADE), data)
    for applet in APPLETS:
        add(entry("bin/" + applet, mode=0o755, type=tarfile.LNKTYPE, linkname="bin/busybox"))
    for name, data in (
        ("etc/passwd", b"root:x:0:0:root:/root:/bin/sh\nwww:x:33:33:www:/tmp:/bin/sh\n"),
        ("etc/group", b"root:x:0:\nwww:x:33:\n"),
    ):
        add(entry(name, data), data)


def second(add):
    data = b"hello from layer 2\n"
    add(entry("etc/motd", data), data)
    add(entry("etc/.wh.group", mode=0o600))


def written(add):
    add(entry("x", b"x\n"), b"x\n")


def windows(program):
    security = "AQAUgBQAAAAkAAAAAAAAAAAAAAABAgAAAAAABSAAAAAgAgAAAQEAAAAAAAUSAAAA"

    def fill(add):
        def place(name, data=None):
            attributes = {
                "LIBARCHIVE.creationtime": "1700000000.123",
                "MSWINDOWS.fileattr": "16" if data is None else "32",
                "MSWINDOWS.rawsd": security,
            }
            if data is None:
                add(entry(name, mode=0o755, type=tarfile.DIRTYPE, pax_headers=attributes))
            else:
                add(entry(name, data, pax_headers=attributes), data)

        for folder in ("Files", "Files/Windows", "Files/Windows/System32"):
            place(folder)
        place("Files/Windows/System32/" + program, b"MZ" + program.encode() * 200000)
        place("Hives")
        place("Hives/SYSTEM_Delta", b"regf" + b"\0" * 8188)
        place("UtilityVM")
        place("UtilityVM/Files")

    return fill


def request(method, path, body=None, headers={}):
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    text = response.read()
    if response.status not in (200, 201, 202):
        raise SystemExit(f"{method} {path}: {response.status} {text[:500]}")
    return response


def push_blob(repository, data):
    place = request("POST", f"/v2/{repository}/blobs/uploads/", headers={"Content-Length": "0"})
    path = "/" + place.getheader("Location").split("/", 3)[3]
    mark = "&" if "?" in path else "?"
    request("PUT", f"{path}{mark}digest={digest(data)}", data, {"Content-Type": "application/octet-stream"})


def push_document(repository, tag, document, media_type, indent=3):
    data = json.dumps(document, indent=indent).encode()
    request("PUT", f"/v2/{repository}/manifests/{tag or digest(data)}", data, {"Content-Type": media_type})
    if tag:
        print(f"{repository}:{tag} {digest(data)}")
    return {"mediaType": media_type, "size": len(data), "digest": digest(data)}


def push_image(repository, tag, layers, platform, config, types=DOCKER, history=None, foreign=False, created=CREATED):
    """`platform` as it stands in an index; `history` where it isn't an ADD for each layer and a CMD."""
    added = [{"created": CREATED, "created_by": f"/bin/sh -c #(nop) ADD {layer.name} in / "} for layer in layers]
    shell = {"created": CREATED, "created_by": '/bin/sh -c #(nop)  CMD ["/bin/sh"]', "empty_layer": True}
    image = {
        "architecture": platform["architecture"],
        "os": platform["os"],
        "created": created,
        "config": config,
        "rootfs": {"type": "layers", "diff_ids": [layer.diff_id for layer in layers]},
        "history": history or [*added, shell],
    }
    image |= {key: platform[key] for key in ("os.version", "variant") if key in platform}
    image = json.dumps(image, separators=(",", ":")).encode()
    push_blob(repository, image)
    descriptors = []
    for layer in layers:
        is_foreign = foreign and layer is not layers[-1]
        push_blob("foreign" if is_foreign else repository, layer.data)
        descriptor = {"mediaType": types["foreign" if is_foreign else "layer"], "size": len(layer.data)}
        descriptor["digest"] = digest(layer.data)
        if is_foreign:
            descriptor["urls"] = [f"http://{HOST}/v2/foreign/blobs/{descriptor['digest']}"]
        descriptors.append(descriptor)
    manifest = {
        "schemaVersion": 2,
        "mediaType": types["manifest"],
        "config": {"mediaType": types["config"], "size": len(image), "digest": digest(image)},
        "layers": descriptors,
    }
    return push_document(repository, tag, manifest, types["manifest"]) | {"platform": platform}


def push_index(repository, tag, manifests, types=DOCKER, indent=3):
    index = {"schemaVersion": 2, "mediaType": types["index"], "manifests": manifests}
    push_document(repository, tag, index, types["index"], indent)


def linux(architecture, variant=None):
    platform = {"architecture": architecture, "os": "linux"}
    return platform | ({"variant": variant} if variant else {})


def windows_platform(version):
    return {"architecture": "amd64", "os": "windows", "os.version": version}


bb1, bb2 = Layer("bb1", busybox, BIG_LAYER), Layer("bb2", second)
win1, win1b = Layer("win1", windows("ntdll.dll")), Layer("win1b", windows("ntdll2022.dll"))
win2 = Layer("win2", windows("app.exe"))
path = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
shell = {"Env": path, "Cmd": ["/bin/sh"], "Labels": {"org.example.set": "peers"}}
prompt = {"Cmd": ["c:\\windows\\system32\\cmd.exe"]}

for tag, layers in (("1", [bb1]), ("2", [bb1, bb2]), ("latest", [bb1, bb2])):
    push_image("small", tag, layers, linux("amd64"), shell)
multi = [
    push_image("multi", None, [bb1, bb2], linux(*platform), shell)
    for platform in (("amd64",), ("arm64", "v8"), ("arm", "v7"))
]
multi.append(push_image("multi", None, [win1, win2], windows_platform("10.0.17763.4131"), prompt))
push_index("multi", "1", multi)
push_index(
    "windows",
    "ltsc",
    [
        push_image("windows", None, [layer, win2], windows_platform(version), prompt, foreign=True)
        for version, layer in (("10.0.17763.4131", win1), ("10.0.20348.1607", win1b))
    ],
)
push_index(
    "ociidx",
    "1",
    [push_image("ociidx", None, [bb1, bb2], linux(name), shell, types=OCI) for name in ("amd64", "arm64")],
    types=OCI,
    indent=2,
)

# What `docker build` made on top of small:1 and small:2 in two recordings: nothing builds here. It was younger than all
# that a session commits, and an age in the future reads as none.
now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))
for tag, layers in (("1", [bb1]), ("2", [bb1, bb2])):
    lines = [{"created": CREATED, "created_by": f"/bin/sh -c #(nop) ADD {layer.name} in / "} for layer in layers] + [
        {"created": CREATED, "created_by": '/bin/sh -c #(nop)  CMD ["/bin/sh"]', "empty_layer": True},
        {"created": now, "created_by": "/bin/sh -c #(nop)  LABEL a=b", "empty_layer": True},
        {"created": now, "created_by": "/bin/sh -c echo x > /x"},
        {"created": now, "created_by": '/bin/sh -c #(nop)  CMD ["x"]', "empty_layer": True},
    ]
    config = shell | {"Cmd": ["x"], "Labels": {"a": "b", "org.example.set": "peers"}}
    push_image("built", tag, [*layers, Layer("run", written)], linux("amd64"), config, history=lines, created=now)
