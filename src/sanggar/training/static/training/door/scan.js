/* Reads badges with the camera, where the browser can. Each badge is told once until another one was seen. */

const PAUSE = 250;

export const canScan = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);

/** Shows the camera in `video` and calls `found` with the text of each code; returns how to stop. */
export async function scan(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  let last = "";
  const timer = setInterval(async () => {
    const [code] = await detector.detect(video).catch(() => []);
    if (!code || code.rawValue === last) return;
    last = code.rawValue;
    found(code.rawValue);
  }, PAUSE);
  return () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    video.hidden = true;
  };
}

/** The digest by which the roster knows a badge: SHA-256 of the path of its link. */
export async function digestOf(text) {
  let path = text;
  try {
    path = new URL(text).pathname;
  } catch {
    return "";
  }
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(path));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
