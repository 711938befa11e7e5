import { desktopCapturer, systemPreferences, type Display } from 'electron';

/** Servers make larger pictures smaller anyway (px). */
const longestSide = 3000;

/** True if macOS lets Parley see no other windows. The other systems have no such switch. */
export function isScreenRefused(): boolean {
  if (!('getMediaAccessStatus' in systemPreferences)) return false;
  return systemPreferences.getMediaAccessStatus('screen') !== 'granted';
}

/**
 * Has macOS ask the person whether Parley may see the screen, which it does once, and list Parley
 * in its settings.
 */
export async function askForScreen(): Promise<void> {
  await sourcesOf({ width: 0, height: 0 });
}

async function sourcesOf(thumbnailSize: { readonly width: number; readonly height: number }) {
  // Electron rejects if the system or the person refuses: on Wayland, the desktop asks each time.
  return desktopCapturer.getSources({ types: ['screen'], thumbnailSize }).catch(() => []);
}

/** A picture of a display as PNG; null if the system gives none. */
export async function captureDisplay({
  id,
  size,
  scaleFactor,
}: Pick<Display, 'id' | 'size' | 'scaleFactor'>): Promise<Uint8Array | null> {
  const scale = Math.min(scaleFactor, longestSide / Math.max(size.width, size.height));
  const sources = await sourcesOf({
    width: Math.round(size.width * scale),
    height: Math.round(size.height * scale),
  });
  // On Wayland the only one is what the person chose, and has no display.
  const source = sources.find((each) => each.display_id === String(id)) ?? sources[0];
  return source === undefined || source.thumbnail.isEmpty() ? null : source.thumbnail.toPNG();
}
