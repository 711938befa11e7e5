import { crc32, deflateSync } from 'node:zlib';
import { BrowserWindow } from '../browser-window.ts';
import { nativeImage } from '../desktop.ts';
import { isWayland, screen } from './screen.ts';
import { screenAccess, screenMode, setScreenMode, type ScreenMode } from './screen-access.ts';

/** True once macOS has asked the person, which it does once. */
let isAsked = false;

interface Size {
  readonly width: number;
  readonly height: number;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.byteLength, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** A PNG of a palette: each byte is a pixel. */
function png({ width, height }: Size, colours: readonly number[], pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    pixels.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  }
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colours)),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The desktop, and our windows on it as they lie, each as a plain area. */
const colours = [40, 90, 110, 240, 200, 60];

type Display = ReturnType<typeof screen.getPrimaryDisplay>;

/** What is seen on a display: a background, and the visible windows of the app as plain areas. */
function pictureOf(display: Display, { width, height }: Size): Buffer {
  const pixels = Buffer.alloc(width * height);
  const scale = width / display.size.width;
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isVisible() || window.isMinimized()) continue;
    const bounds = window.getContentBounds();
    const left = Math.max(0, Math.round((bounds.x - display.bounds.x) * scale));
    const right = Math.min(width, Math.round((bounds.x - display.bounds.x + bounds.width) * scale));
    const top = Math.max(0, Math.round((bounds.y - display.bounds.y) * scale));
    const bottom = Math.min(
      height,
      Math.round((bounds.y - display.bounds.y + bounds.height) * scale),
    );
    if (right <= left) continue;
    for (let y = top; y < bottom; y += 1) pixels.fill(1, y * width + left, y * width + right);
  }
  return png({ width, height }, colours, pixels);
}

/** The largest size of a display's proportions within a size, as Electron scales thumbnails. */
function fitted({ size }: Display, most: Size): Size {
  const scale = Math.min(most.width / size.width, most.height / size.height);
  return { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
}

function sourceOf(display: Display, index: number, most: Size): object {
  const isWanted = most.width > 0 && most.height > 0 && screenMode() !== 'empty';
  const bytes = isWanted ? pictureOf(display, fitted(display, most)) : Buffer.alloc(0);
  return {
    id: `screen:${String(index)}:0`,
    name:
      index === 0 && screen.getAllDisplays().length === 1 ? 'Entire Screen' : `Screen ${index + 1}`,
    // A portal does not say which display the person has chosen.
    display_id: isWayland ? '' : String(display.id),
    thumbnail: nativeImage.createFromBuffer(bytes),
    appIcon: null,
  };
}

/** Electron's `desktopCapturer`, for displays. */
export const desktopCapturer = {
  getSources: ({
    types,
    thumbnailSize = { width: 150, height: 150 },
  }: {
    readonly types: readonly string[];
    readonly thumbnailSize?: Size;
  }): Promise<object[]> => {
    if (screenAccess() === 'denied') isAsked = true;
    if (screenAccess() === 'denied') return Promise.reject(new Error('Failed to get sources.'));
    if (screenMode() === 'none' || !types.includes('screen')) return Promise.resolve([]);
    const displays = screen.getAllDisplays().slice(0, isWayland ? 1 : undefined);
    return Promise.resolve(displays.map((each, index) => sourceOf(each, index, thumbnailSize)));
  },
  /** For tests: whether macOS has asked the person. */
  isAsked: (): boolean => isAsked,
  /** For tests: what the system answers from now on, such as after a switch in its settings. */
  answer: (next: ScreenMode): void => setScreenMode(next),
};
