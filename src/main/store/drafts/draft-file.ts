import type { AttachmentPart, Id } from '../../../shared/model/conversation.ts';
import type { Caret } from '../../../shared/model/message/caret.ts';
import type { DraftStep } from '../../../shared/model/message/draft-step.ts';
import type { EditDraft } from '../../../shared/model/message/edit-draft.ts';
import { orNullIfMissing } from '../../disk/file-system.ts';
import { syncFile, writeSoon } from '../../disk/files.ts';
import { jsonPath, type JsonFilePlace } from '../../disk/json-file.ts';
import { createSaver } from '../../disk/saver.ts';
import { reporter, type FileParts } from '../parts.ts';
import { noHistory, withChange } from './draft-history.ts';

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

/** The changed parts of a draft besides its text. Absent parts stay as they are. */
export type DraftChange = Partial<Beside> & { readonly caret?: Caret | undefined };

/** The contents of a draft's file. */
export interface FoundDraft extends Beside {
  readonly text: string;
  readonly caret?: Caret | undefined;
  readonly steps: readonly DraftStep[];
}

/** The draft of one conversation and its file. */
export interface DraftFile {
  text(): string;
  beside(): Beside;
  /** The person's place in the text; undefined if no window has said. */
  caret(): Caret | undefined;
  /** The last step of the text's history; null if there is none. */
  lastStep(): DraftStep | null;
  isEmpty(): boolean;
  /** Sets the typed text. It is written shortly; an empty draft deletes the file. */
  set(text: string, change: DraftChange): void;
  /** Sets the person's place in the text. */
  setCaret(caret: Caret): void;
  /** Records the contents of the file as read. Anything typed in the meantime takes precedence. */
  found(draft: FoundDraft): void;
  flush(): Promise<void>;
}

const nothingBeside: Beside = { pasted: [], attachments: [], edits: [] };

/** The contents last written. The steps are left out: they change only with the text. */
interface Written {
  readonly text: string;
  readonly beside: Beside;
  readonly caret: Caret | undefined;
}

function isSame(a: Written, b: Written): boolean {
  return a.text === b.text && a.beside === b.beside && a.caret === b.caret;
}

/**
 * Creates the empty draft of a conversation; null stands for the one that does not exist yet.
 * `onGone` is called when the draft is empty and has no file.
 */
export function createDraftFile(
  parts: FileParts,
  place: JsonFilePlace,
  conversationId: Id | null,
  onGone: () => void,
): DraftFile {
  const { files, timers, status, now } = parts;
  const path = jsonPath(place);
  let text = '';
  let caret: Caret | undefined;
  let history = noHistory;
  let beside = nothingBeside;
  /** `beside` as JSON, cached because it may be many MB and stays the same between keystrokes. */
  let besideJson = JSON.stringify(nothingBeside);
  /** The contents of the file; null if there is none. */
  let written: Written | null = null;
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
    const saved = { text, beside, caret };
    const empty = isEmpty();
    if (written === null && empty) onGone();
    if (written === null ? empty : isSame(written, saved)) return;
    if (!empty) {
      const { steps } = history;
      const head = JSON.stringify({ version: draftVersion, text, caret, steps }).slice(0, -1);
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
    // Text typed meanwhile is due to be written.
    if (isEmpty()) onGone();
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
    caret: () => caret,
    lastStep: () => history.steps.at(-1) ?? null,
    isEmpty,
    set(next, { pasted, attachments, edits, caret: nextCaret }) {
      const isBesideSame = pasted === undefined && attachments === undefined && edits === undefined;
      if (nextCaret !== undefined) caret = nextCaret;
      if (text === next && isBesideSame) return;
      history = withChange(history, text, next, now());
      text = next;
      if (!isBesideSame) {
        hold({
          pasted: pasted ?? beside.pasted,
          attachments: attachments ?? beside.attachments,
          edits: edits ?? beside.edits,
        });
      }
      // After a failure, the saver decides when to retry.
      if (!saver.failing()) schedule();
    },
    setCaret(next) {
      // An empty box has no place, and no file.
      if (text === '') return;
      caret = next;
      if (!saver.failing()) schedule();
    },
    found({ text: foundText, caret: foundCaret, steps, pasted, attachments, edits }) {
      const foundBeside = { pasted, attachments, edits };
      written = { text: foundText, beside: foundBeside, caret: foundCaret };
      if (!isEmpty()) return;
      text = foundText;
      caret = foundCaret;
      history = { steps, grewAt: null };
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
