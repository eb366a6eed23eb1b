import { expect, test } from "vitest";
import { readerConfiguration, readerName } from "./reader-configuration.js";

test("blocks as pcscd reads them, each with a driver of its own", () => {
  expect(
    readerConfiguration([
      { friendlyName: "Virtual HSM 1", port: 35963, driver: "/tmp/a.so" },
      { friendlyName: "Virtual HSM 2", port: 36000, driver: "/tmp/b.so" },
    ]),
  ).toBe(`FRIENDLYNAME "Virtual HSM 1"
DEVICENAME /dev/null:0x8C7B
LIBPATH /tmp/a.so
CHANNELID 0x8C7B

FRIENDLYNAME "Virtual HSM 2"
DEVICENAME /dev/null:0x8CA0
LIBPATH /tmp/b.so
CHANNELID 0x8CA0
`);
  expect(readerName("Virtual HSM 1", 1)).toBe("Virtual HSM 1 00 01");
});
