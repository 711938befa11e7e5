import { basename } from 'node:path';
import type { Notice } from '../../shared/contract/index.ts';
import type { News, SetAsideReason } from '../../shared/model/news.ts';
import type { Rescue } from './conversations/conversation-file.ts';
import type { FileParts } from './parts.ts';
import { errorCode, orNullIfMissing, sameFile, type FileFacts } from '../disk/file-system.ts';
import { readWithFacts } from '../disk/files.ts';
import { isObject } from './fields.ts';
import { jsonPath, type JsonFile, type JsonFilePlace } from '../disk/json-file.ts';
import { parseJson } from '../disk/json-text.ts';
import { diskFaultOf } from './save-status.ts';
import { mergeFields } from './three-way.ts';

/** A small document that is held in memory: settings, secrets. */
export interface SmallFile {
  /** Its contents at start; empty if nothing could be read. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly notices: readonly Notice[];
  /** Marks the file as damaged: a copy goes to quarantine before the next write. */
  setAside(reason: SetAsideReason): Promise<Notice>;
  /**
   * Sets the document as this process understands it, with defaults; later changes are found by
   * comparing with it.
   */
  begin(value: Readonly<Record<string, unknown>>): void;
  /**
   * Returns the contents if another process has written the file since it was last read or written
   * here; null otherwise. {@link begin} then sets how they are understood. Throws Node's error.
   */
  changed(): Promise<Readonly<Record<string, unknown>> | null>;
  /**
   * Replaces the file; it is on disk once this resolves. Changes that another process has made
   * meanwhile are preserved, unless this one has changed the same value. Resolves with the contents
   * if there were such changes; with null otherwise. Throws Node's error.
   */
  write(
    value: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>> | null>;
}

/**
 * Reads a small document. Never throws: a file that cannot be read is reported, and left alone if
 * it is merely inaccessible.
 */
export async function openSmallFile(parts: FileParts, place: JsonFilePlace): Promise<SmallFile> {
  const path = jsonPath(place);
  const name = basename(path);
  const notices: Notice[] = [];
  let bytes: Uint8Array | null = null;
  let fields: Readonly<Record<string, unknown>> = {};
  let rescue: Rescue | null = null;
  let isDirectory = false;
  let unreachable: unknown = null;
  let document: JsonFile | null = null;
  let seen: FileFacts | null = null;
  /** What this process last read or wrote; its changes are found by comparing with it. */
  let base: Readonly<Record<string, unknown>> = {};
  /** The contents of the file. */
  let content: Readonly<Record<string, unknown>> = {};

  function notice(news: News): Notice {
    return { id: `file-${name}`, tone: 'problem', news };
  }

  async function setAside(reason: SetAsideReason): Promise<Notice> {
    const original = bytes === null ? null : await parts.quarantine.pathFor(name, bytes);
    if (bytes !== null) rescue = { bytes, reason, kind: 'damaged' };
    return notice({ kind: 'file_set_aside', file: name, reason, original });
  }

  try {
    ({ bytes, facts: seen } = await readWithFacts(parts.files, path));
    const parsed = parseJson(bytes);
    if (parsed.kind === 'value' && isObject(parsed.value)) fields = parsed.value;
    else notices.push(await setAside({ kind: 'file_damaged' }));
  } catch (error) {
    if (errorCode(error) === 'EISDIR') {
      isDirectory = true;
      notices.push(notice({ kind: 'file_is_folder', file: name }));
    } else if (errorCode(error) !== 'ENOENT') {
      unreachable = error;
      notices.push(notice({ kind: 'file_out_of_reach', file: name, disk: diskFaultOf(error) }));
    }
  }

  base = fields;
  content = fields;

  /** Reads the file again if another process has written it; null if it has not. */
  async function readAgain(): Promise<{
    readonly bytes: Uint8Array;
    readonly facts: FileFacts;
    readonly value: Readonly<Record<string, unknown>> | null;
  } | null> {
    const now = await orNullIfMissing(parts.files.facts(path));
    if (now === null || (seen !== null && sameFile(now, seen))) return null;
    const read = await readWithFacts(parts.files, path);
    const parsed = parseJson(read.bytes);
    const isDocument = parsed.kind === 'value' && isObject(parsed.value);
    return { ...read, value: isDocument ? parsed.value : null };
  }

  /** Returns whether another process has written something else. */
  async function refresh(): Promise<boolean> {
    const read = await readAgain();
    if (read === null) return false;
    if (read.value !== null) content = read.value;
    else {
      await parts.quarantine.keepCopy(name, read.bytes, { kind: 'damaged_by_other_program' });
    }
    return read.value !== null;
  }

  return {
    fields,
    notices,
    setAside,
    async changed() {
      const read = await readAgain();
      // The next write sets an unreadable file aside.
      if (read?.value == null) return null;
      seen = read.facts;
      return read.value;
    },
    begin(value) {
      base = value;
      content = value;
    },
    async write(value) {
      // Writing now would replace what could not be read with the defaults.
      if (unreachable !== null) throw unreachable;
      if (isDirectory) await parts.quarantine.moveAside(path, { kind: 'folder_for_file' });
      isDirectory = false;
      if (rescue !== null) await parts.quarantine.keepCopy(name, rescue.bytes, rescue.reason);
      rescue = null;
      return parts.locks.hold(path, async () => {
        const isMerged = await refresh();
        const merged = mergeFields(base, value, content);
        document ??= await parts.openJsonFile(place);
        const text = `${JSON.stringify(merged, undefined, 2)}\n`;
        seen = await document.write([Buffer.from(text)]);
        base = value;
        content = merged;
        return isMerged ? merged : null;
      });
    },
  };
}
