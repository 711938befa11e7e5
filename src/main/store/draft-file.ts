import type { AttachmentPart, Id } from '../../shared/model/conversation.ts';
import type { EditDraft } from '../../shared/model/message/edit-draft.ts';
import { orNullIfMissing } from '../disk/file-system.ts';
import { syncFile, writeSoon } from '../disk/files.ts';
import { jsonPath, type JsonFilePlace } from '../disk/json-file.ts';
import { createSaver } from '../disk/saver.ts';
import { reporter, type StoreParts } from './parts.ts';

/**
 * How long typed text waits before it is written (ms); together with the window's own delay well
 * below a second.
 */
const writeAfterMs = 300;
const draftVersion = 1;

/** The contents of a draft besides its text: long pasted texts, attachments and unsent edits. */
export interface Beside {
  readonly pasted: readonly string[];
  readonly attachments: readonly AttachmentPart[];
  readonly edits: readonly EditDraft[];
}

/** The draft of one conversation and its file. */
export interface DraftFile {
  text(): string;
  beside(): Beside;
  isEmpty(): boolean;
  /**
   * Sets what was typed; an omitted `beside` stays unchanged. It is written shortly; an empty draft
   * deletes the file.
   */
  set(text: string, beside: Partial<Beside>): void;
  /** Records the contents of the file as read. Anything typed in the meantime takes precedence. */
  found(text: string, beside: Beside): void;
  flush(): Promise<void>;
}

const nothingBeside: Beside = { pasted: [], attachments: [], edits: [] };

/** Creates the empty draft of a conversation; null stands for the one that does not exist yet. */
export function createDraftFile(
  parts: StoreParts,
  place: JsonFilePlace,
  conversationId: Id | null,
): DraftFile {
  const { files, timers, status } = parts;
  const path = jsonPath(place);
  let text = '';
  let beside = nothingBeside;
  /** `beside` as JSON, cached because it may be many MB and stays the same between keystrokes. */
  let besideJson = JSON.stringify(nothingBeside);
  /** The contents of the file; null if there is none. */
  let written: { readonly text: string; readonly beside: Beside } | null = null;
  /** Whether the contents would survive a power cut. */
  let synced = true;
  let cancel: (() => void) | null = null;

  const { name } = place;
  const saver = createSaver(save, reporter(parts, `draft:${name}`, conversationId), timers);
  const syncer = createSaver(sync, reporter(parts, `draft-sync:${name}`, conversationId), timers);

  function isEmpty(): boolean {
    return text === '' && Object.values(beside).every((list) => list.length === 0);
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
      // Further typing does not wait for the disk.
      void syncer.request();
      return;
    }
    // A message that was sent must be on disk before its draft, the only other copy, may go.
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
    set(next, { pasted, attachments, edits }) {
      const isSame = pasted === undefined && attachments === undefined && edits === undefined;
      if (text === next && isSame) return;
      text = next;
      if (!isSame) {
        hold({
          pasted: pasted ?? beside.pasted,
          attachments: attachments ?? beside.attachments,
          edits: edits ?? beside.edits,
        });
      }
      // After a failure, the saver decides when to retry.
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
