import { basename } from 'node:path';
import type { Notice } from '../../shared/contract.ts';
import type { Rescue, StoreParts } from './conversation-file.ts';
import { errorCode } from './file-system.ts';
import { readWhole } from './files.ts';
import { isObject } from './fields.ts';
import { jsonPath, type JsonFile, type JsonFilePlace } from './json-file.ts';
import { parseJson } from './json-text.ts';
import { reasonOf } from './save-status.ts';

/** A small document that lives in memory: settings, secrets. */
export interface SmallFile {
  /** What was in it at start; empty if there was nothing that could be read. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly notices: readonly Notice[];
  /** What is in the file now is damaged: a copy goes to quarantine before the next write. */
  setAside(reason: string): Notice;
  /** Replaces the file; on the disk once it resolves. Throws Node's error. */
  write(value: unknown): Promise<void>;
}

/** Reads a small document. Never throws: a file that cannot be read is reported, and left alone if it is only out of reach. */
export async function openSmallFile(parts: StoreParts, place: JsonFilePlace): Promise<SmallFile> {
  const path = jsonPath(place);
  const name = basename(path);
  const notices: Notice[] = [];
  let bytes: Uint8Array | null = null;
  let fields: Readonly<Record<string, unknown>> = {};
  let rescue: Rescue | null = null;
  let isDirectory = false;
  let unreachable: unknown = null;
  let document: JsonFile | null = null;

  function notice(message: string): Notice {
    return { id: `file-${name}`, tone: 'problem', message: `${name}: ${message}` };
  }

  function setAside(reason: string): Notice {
    if (bytes === null) return notice(reason);
    rescue = { bytes, reason };
    return notice(`${reason} The original is kept in ${parts.quarantine.pathFor(name, bytes)}`);
  }

  try {
    bytes = await readWhole(parts.files, path);
    const parsed = parseJson(bytes);
    if (parsed.kind === 'value' && isObject(parsed.value)) fields = parsed.value;
    else notices.push(setAside('The file was damaged and could not be read.'));
  } catch (error) {
    if (errorCode(error) === 'EISDIR') {
      isDirectory = true;
      notices.push(notice('There is a folder where this file should be; it is set aside.'));
    } else if (errorCode(error) !== 'ENOENT') {
      unreachable = error;
      notices.push(notice(`The file could not be read and is left as it is. ${reasonOf(error)}`));
    }
  }

  return {
    fields,
    notices,
    setAside,
    async write(value) {
      // To write now would replace what could not be read with the defaults.
      if (unreachable !== null) throw unreachable;
      if (isDirectory)
        await parts.quarantine.moveAside(path, 'A folder lay in the place of a file.');
      isDirectory = false;
      if (rescue !== null) await parts.quarantine.keepCopy(name, rescue.bytes, rescue.reason);
      rescue = null;
      document ??= await parts.openJsonFile(place);
      await document.write([Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`)]);
    },
  };
}
