import { ScanError } from "@dkek/scan/reader";
import { button, element, setBusy } from "./element.js";
import { readPicture } from "./read-picture.js";
import type { Session } from "./session.js";

/** How long it looks away between two pictures: an old laptop has other things to do as well. */
const PAUSE_MS = 300;

/** Looks through the camera until it has seen the QR code of a card; where there is no camera, nothing. */
export function cameraView(
  { words, say, onForget, ended }: Session,
  onCode: (code: string) => void,
): HTMLElement {
  const box = element("div", { attributes: { class: "camera" } });
  // Without it, a browser does not let pages of this kind use one.
  if (navigator.mediaDevices === undefined) return box;
  const video = element("video", { attributes: { playsinline: true, "aria-hidden": "true" } });
  video.muted = true;
  // Rather than `play()`, which fails where it is stopped before it has begun.
  video.autoplay = true;
  video.hidden = true;
  let stream: MediaStream | undefined;

  const toggle = button(words.camera, () => {
    if (stream === undefined) void start();
    else stop();
  });

  async function start(): Promise<void> {
    // Whoever is asked for leave may press it again.
    setBusy(toggle, true);
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      say(words.cameraRefused);
      return;
    } finally {
      setBusy(toggle, false);
    }
    // One that is unplugged would go on showing what it saw last.
    for (const track of stream.getTracks()) track.addEventListener("ended", stop);
    toggle.textContent = words.cameraStop;
    video.hidden = false;
    video.srcObject = stream;
    while (stream !== undefined) {
      const code = await look(video);
      if (code !== undefined && stream !== undefined) {
        stop();
        onCode(code);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  function stop(): void {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    video.srcObject = null;
    video.hidden = true;
    toggle.textContent = words.camera;
  }

  onForget(stop);
  ended.addEventListener("abort", stop);
  box.append(toggle, video);
  return box;
}

/** @returns the code of the card that is in front of the camera, if one can be read. */
async function look(video: HTMLVideoElement): Promise<string | undefined> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  // Gives its pixels back.
  canvas.width = 0;
  if (picture === null) return undefined;
  const bytes = new Uint8Array(await picture.arrayBuffer());
  try {
    return await readPicture(bytes);
  } catch (error) {
    if (error instanceof ScanError) return undefined;
    throw error;
  } finally {
    bytes.fill(0);
  }
}
