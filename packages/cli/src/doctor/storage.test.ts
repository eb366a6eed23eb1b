import { expect, test } from "vitest";
import { describedMachine } from "../../../../tests/support/described-machine.js";
import { storageOf, storageOfDevice } from "./storage.js";

/** A laptop as Debian's installer sets it up, encrypted: LUKS on a partition, LVM on that; /boot is not. */
const LAPTOP = {
  "/proc/self/mountinfo": `22 28 0:20 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw
28 1 254:1 / / rw,relatime shared:1 - ext4 /dev/mapper/laptop--vg-root rw,errors=remount-ro
31 28 0:24 / /run rw,nosuid,nodev,noexec,relatime shared:11 - tmpfs tmpfs rw,size=1606480k,mode=755,inode64
85 28 259:2 / /boot rw,relatime shared:45 - ext2 /dev/nvme0n1p2 rw
90 28 0:51 / /home/ada/My\\040Cloud rw,nosuid,nodev,relatime shared:60 - nfs4 nas:/ada rw,vers=4.2
91 28 0:52 / /home/ada/vault rw,nosuid,nodev,relatime shared:61 - fuse.gocryptfs /home/ada/v rw,user_id=1000
92 28 0:53 / /mnt/pool rw shared:62 - zfs pool rw,xattr
93 28 7:0 / /mnt/image rw shared:63 - ext4 /dev/loop0 rw
`,
  "/sys/dev/block/254:1/dm/uuid": "LVM-bX7Rrn0aTfYqTg\n",
  "/sys/dev/block/254:1/slaves/dm-0/dev": "254:0\n",
  "/sys/class/block/dm-0/dm/uuid": "CRYPT-LUKS2-4be51bb8f6b6449e8a4fd4e22fc9d6e1-nvme0n1p3_crypt\n",
  "/sys/class/block/dm-0/slaves/nvme0n1p3/dev": "259:3\n",
  "/sys/class/block/dm-2/dm/uuid": "LVM-bX7Rrn0aTfYqTh\n",
  "/sys/class/block/dm-2/dm/name": "laptop--vg-swap_1\n",
  "/sys/class/block/dm-2/slaves/dm-0/dev": "254:0\n",
  "/sys/dev/block/259:2/partition": "2\n",
  "/sys/class/block/nvme0n1p2/partition": "2\n",
  "/sys/class/block/nvme0n1p3/partition": "3\n",
  "/sys/dev/block/7:0/loop/backing_file": "/boot/image\n",
};

test.each([
  ["/home/ada/set", "encrypted", "/dev/mapper/laptop--vg-root"],
  ["/run", "memory", "tmpfs"],
  ["/run/lock/x", "memory", "tmpfs"],
  ["/runaway", "encrypted", "/dev/mapper/laptop--vg-root"],
  ["/boot/x", "plain", "/dev/nvme0n1p2"],
  ["/home/ada/My Cloud/x", "network", "nfs4"],
  ["/home/ada/vault", "encrypted", "fuse.gocryptfs"],
  ["/mnt/pool", "unknown", "zfs"],
  ["/mnt/image/x", "plain", "/dev/loop0"],
])("on a laptop %s is %s", (path, kind, device) => {
  expect(storageOf(describedMachine({ files: LAPTOP }), path)).toEqual({ kind, device });
});

test.each([
  ["/dev/mapper/laptop--vg-swap_1", "encrypted"],
  ["/dev/dm-2", "encrypted"],
  ["/dev/nvme0n1p2", "plain"],
  ["/dev/mapper/gone", "unknown"],
  ["/dev/sdz", "unknown"],
])("the device %s is %s", (device, kind) => {
  expect(storageOfDevice(describedMachine({ files: LAPTOP }), device).kind).toBe(kind);
});

test("a live system writes into memory, though its root lies on a stick", () => {
  const files = {
    "/proc/self/mountinfo": `26 1 0:24 / / rw,noatime shared:1 - overlay overlay rw,lowerdir=/run/live/rootfs/filesystem.squashfs/,upperdir=/run/live/overlay/rw,workdir=/run/live/overlay/work
38 26 0:21 / /run rw,nosuid shared:12 - tmpfs tmpfs rw
40 38 0:23 / /run/live/overlay rw,noatime shared:14 - tmpfs tmpfs rw,size=50%
`,
  };
  expect(storageOf(describedMachine({ files }), "/home/user").kind).toBe("memory");
});

test("btrfs, whose device number says nothing, is known by its source", () => {
  const files = {
    "/proc/self/mountinfo":
      "61 1 0:31 /@ / rw,relatime shared:1 - btrfs /dev/mapper/root rw,compress=zstd:1,subvol=/@\n",
    "/sys/class/block/dm-0/dm/name": "root\n",
    "/sys/class/block/dm-0/dm/uuid": "CRYPT-LUKS2-0-root\n",
  };
  expect(storageOf(describedMachine({ files }), "/root").kind).toBe("encrypted");
});

test("a RAID is encrypted only if all its parts are", () => {
  const parts = (second: string): Record<string, string> => ({
    "/proc/self/mountinfo": "28 1 9:0 / / rw shared:1 - ext4 /dev/md0 rw\n",
    "/sys/dev/block/9:0/slaves/dm-0/dev": "254:0\n",
    "/sys/dev/block/9:0/slaves/dm-1/dev": "254:1\n",
    "/sys/class/block/dm-0/dm/uuid": "CRYPT-LUKS2-0-a\n",
    "/sys/class/block/dm-1/dm/uuid": second,
  });
  const kindWith = (second: string): string =>
    storageOf(describedMachine({ files: parts(second) }), "/").kind;
  expect(kindWith("CRYPT-LUKS2-1-b\n")).toBe("encrypted");
  expect(kindWith("LVM-1\n")).toBe("plain");
});

test("the mount on top hides the one below, and without a list nothing is known", () => {
  const files = {
    "/proc/self/mountinfo": `28 1 254:0 / / rw - ext4 /dev/vda rw
29 28 254:0 /x /tmp rw - ext4 /dev/vda rw
30 29 0:40 / /tmp rw - tmpfs tmpfs rw
`,
    "/sys/dev/block/254:0/size": "1\n",
  };
  expect(storageOf(describedMachine({ files }), "/tmp/a").kind).toBe("memory");
  expect(storageOf(describedMachine({ files }), "/a").kind).toBe("plain");
  expect(storageOf(describedMachine(), "/").kind).toBe("unknown");
});
