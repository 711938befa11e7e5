import type { AttachmentPart, Id } from '../../shared/model/conversation.ts';
import { orNullIfMissing } from '../disk/file-system.ts';
import { syncFile, writeSoon } from '../disk/files.ts';
import { jsonPath, type JsonFilePlace } from '../disk/json-file.ts';
import { createSaver } from '../disk/saver.ts';
import { reporter, type StoreParts } from './conversations/conversation-file.ts';

/** How long typed text waits before it is written; with the window's own wait well below a second; ms. */
const writeAfterMs = 300;
const draftVersion = 1;

/** What a draft holds beside its text: long pasted texts, and attachments. */
export interface Beside {
  readonly pasted: readonly string[];
  readonly attachments: readonly AttachmentPart[];
}

/** What is typed for one conversation, and its way to the disk. */
export interface DraftFile {
  text(): string;
  beside(): Beside;
  isEmpty(): boolean;
  /** What was typed; `beside` left out stays as it is. Written soon; an empty draft deletes the file. */
  set(text: string, beside: Partial<Beside>): void;
  /** What the file holds, read from the disk. What was typed meanwhile is newer. */
  found(text: string, beside: Beside): void;
  flush(): Promise<void>;
}

const nothingBeside: Beside = { pasted: [], attachments: [] };

/** Makes the draft of a conversation, which is empty; null: of the one that does not exist yet. */
export function createDraftFile(
  parts: StoreParts,
  place: JsonFilePlace,
  conversationId: Id | null,
): DraftFile {
  const { files, timers, status } = parts;
  const path = jsonPath(place);
  let text = '';
  let beside = nothingBeside;
  /** `beside` as JSON: it may be many MB and stays the same from key to key. */
  let besideJson = JSON.stringify(nothingBeside);
  /** What the file holds; null: there is none. */
  let written: { readonly text: string; readonly beside: Beside } | null = null;
  /** Whether that would survive a power cut. */
  let synced = true;
  let cancel: (() => void) | null = null;

  const { name } = place;
  const saver = createSaver(save, reporter(parts, `draft:${name}`, conversationId), timers);
  const syncer = createSaver(sync, reporter(parts, `draft-sync:${name}`, conversationId), timers);

  function isEmpty(): boolean {
    return text === '' && beside.pasted.length === 0 && beside.attachments.length === 0;
  }

  function hold(next: Beside): void {
    beside = next;
    besideJson = JSON.stringify(next);
  }

  function schedule(): void {
    cancel ??= timers.after(writeAfterMs, () => {
      cancel = null;
      void saver.request();
    });
  }

  async function save(): Promise<void> {
    const saved = { text, beside };
    const empty = isEmpty();
    if (written === null ? empty : text === written.text && beside === written.beside) return;
    if (!empty) {
      const head = JSON.stringify({ version: draftVersion, text }).slice(0, -1);
      await writeSoon(files, path, [Buffer.from(`${head},${besideJson.slice(1)}\n`)]);
      written = saved;
      synced = false;
      // What is typed next does not wait for the disk.
      void syncer.request();
      return;
    }
    // A text that was sent is on the disk as a message, or this draft is all there is of it.
    if (status.current().kind === 'unsaved') {
      schedule();
      return;
    }
    await orNullIfMissing(files.unlink(path));
    written = null;
  }

  async function sync(): Promise<void> {
    if (written === null || synced) return;
    synced = true;
    try {
      await orNullIfMissing(syncFile(files, path));
    } catch (error) {
      synced = false;
      throw error;
    }
  }

  return {
    text: () => text,
    beside: () => beside,
    isEmpty,
    set(next, { pasted, attachments }) {
      const isSame = pasted === undefined && attachments === undefined;
      if (text === next && isSame) return;
      text = next;
      if (!isSame) {
        hold({
          pasted: pasted ?? beside.pasted,
          attachments: attachments ?? beside.attachments,
        });
      }
      // After a failure the saver's own rhythm decides when to try again.
      if (!saver.failing()) schedule();
    },
    found(foundText, foundBeside) {
      written = { text: foundText, beside: foundBeside };
      if (!isEmpty()) return;
      text = foundText;
      hold(foundBeside);
    },
    async flush() {
      cancel?.();
      cancel = null;
      await saver.idle();
      await saver.request();
      await syncer.idle();
      await syncer.request();
    },
  };
}
