import ElectronStore from 'electron-store';
import type { FileFacts, FileSystem } from '../disk/file-system.ts';
import { writeAtomic } from '../disk/files.ts';
import type { JsonFile, JsonFilePlace } from '../disk/json-file.ts';

/**
 * electron-store with its last step replaced. It still decides where a document is stored and
 * guards its name, but the bytes are written through our own file system layer. Its own write would
 * lose data where it matters most: on a nearly full disk the system accepts part of the bytes,
 * `atomically` takes that for success and renames the truncated file over the good one. It also
 * blocks main while it waits for the disk, reads the old file before each write and never syncs the
 * directory. See docs/storage.md.
 */
class Document extends ElectronStore {
  async replace(files: FileSystem, chunks: Iterable<Uint8Array>): Promise<FileFacts> {
    const facts = await writeAtomic(files, this.path, chunks);
    this.events.dispatchEvent(new Event('change'));
    return facts;
  }
}

/**
 * Opens a document with electron-store. Under plain Node, importing this file needs the Electron
 * binary.
 */
export function openElectronJsonFile(files: FileSystem, place: JsonFilePlace): JsonFile {
  const document = new Document({
    cwd: place.directory,
    name: place.name,
    fileExtension: 'json',
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
    // Opening reads the file. This room parses, validates and salvages the contents itself and
    // needs the raw bytes; parsing ten megabytes a second time would only block main.
    deserialize: () => ({}),
  });
  return { write: (chunks) => document.replace(files, chunks) };
}
