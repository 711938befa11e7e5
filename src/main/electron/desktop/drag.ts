import { extname } from 'node:path';
import { app, nativeImage, webContents, type NativeImage } from 'electron';
import type { Client } from '../../../shared/contract/client.ts';
import { expected } from '../../../shared/expected.ts';
import { resource } from '../program-files.ts';

/** The icons under the pointer, by the ending of the file. */
const icons = new Map<string, NativeImage>();
/** The side of our own icon, where the system has none for a file (px). */
const side = 48;

function ownIcon(): NativeImage {
  return nativeImage
    .createFromPath(resource('window-icon.png'))
    .resize({ width: side, height: side });
}

/** The system's icon for a file, or ours: without one, macOS drags nothing. */
async function iconFor(path: string): Promise<NativeImage> {
  const ending = extname(path);
  const known = icons.get(ending);
  if (known !== undefined) return known;
  const systems = await app.getFileIcon(path).catch(() => null);
  const icon = systems === null || systems.isEmpty() ? ownIcon() : systems;
  icons.set(ending, icon);
  return icon;
}

/** Begins to drag a file in a window. Throws an ExpectedError if the system does not. */
export async function startDrag(client: Client, path: string): Promise<void> {
  const icon = await iconFor(path);
  const contents = webContents.fromId(client.id);
  // The window may be gone by now, and the drag with it.
  if (contents === undefined || contents.isDestroyed()) return;
  try {
    contents.startDrag({ file: path, icon });
  } catch {
    throw expected('drag_failed', {});
  }
}
