import { join } from 'node:path';
import type { FileFacts, FileSystem } from './file-system.ts';
import { writeAtomic } from './files.ts';

/** Location of a JSON file. `name` does not include `.json`. */
export interface JsonFilePlace {
  readonly directory: string;
  readonly name: string;
}

/** The path of the file at this location. */
export function jsonPath(place: JsonFilePlace): string {
  return join(place.directory, `${place.name}.json`);
}

/** A JSON document that is always written as a whole. */
export interface JsonFile {
  /**
   * Replaces the document (see {@link writeAtomic}); it is on disk once this resolves. Throws
   * Node's error.
   */
  write(chunks: Iterable<Uint8Array>): Promise<FileFacts>;
}

/**
 * Opens a document for writing on its first save; nothing is loaded for it before that. Throws
 * Node's error.
 */
export type OpenJsonFile = (place: JsonFilePlace) => Promise<JsonFile>;

/** The same files without electron-store, for a program that runs outside Electron. */
export function openPlainJsonFile(files: FileSystem): OpenJsonFile {
  return async (place) => ({
    write: (chunks) => writeAtomic(files, jsonPath(place), chunks),
  });
}
