import * as z from 'zod';
import type { Draft, Notice } from '../../shared/contract/index.ts';
import {
  attachmentPartSchema,
  idSchema,
  type AttachmentPart,
  type Id,
} from '../../shared/model/conversation.ts';
import type { News } from '../../shared/model/news.ts';
import { eachBounded } from '../../shared/each-bounded.ts';
import { reporter, type StoreParts } from './conversations/conversation-file.ts';
import { errorCode, orNullIfMissing } from '../disk/file-system.ts';
import { readWhole, removeLeftovers, syncFile, writeSoon } from '../disk/files.ts';
import { jsonPath } from '../disk/json-file.ts';
import { parseJson } from '../disk/json-text.ts';
import { diskFaultOf } from './save-status.ts';
import { createSaver, type Saver } from '../disk/saver.ts';

/** How long typed text waits before it is written; with the window's own wait well below a second; ms. */
const writeAfterMs = 300;
const draftVersion = 1;
/** The file of the conversation that does not exist yet. */
const newName = 'new';
const filesAtOnce = 16;

/** `drafts/<id>.json`. */
export const draftSchema = z.looseObject({
  version: z.number(),
  text: z.string(),
  pasted: z.array(z.string()).default([]),
  attachments: z.array(attachmentPartSchema).default([]),
});

/** What a draft holds beside its text: long pasted texts, and attachments. */
export interface Beside {
  readonly pasted: readonly string[];
  readonly attachments: readonly AttachmentPart[];
}

/** What is typed and not sent, a file each: `drafts/<id>.json`, and `drafts/new.json`. */
export interface DraftStore {
  /** All there are. Never throws: what cannot be read is reported. */
  load(): Promise<readonly Notice[]>;
  all(): readonly Draft[];
  /**
   * null: of the conversation that does not exist yet. `beside` left out stays as it is. On the disk
   * half a second later; an empty text with nothing beside it deletes the file.
   */
  set(conversationId: Id | null, text: string, beside?: Partial<Beside>): void;
  flush(): Promise<void>;
}

/** One draft and its way to the disk. */
interface Entry {
  text: string;
  beside: Beside;
  /** `beside` as JSON: it may be many MB and stays the same from key to key. */
  besideJson: string;
  /** What the file holds; null: there is none. */
  written: { readonly text: string; readonly beside: Beside } | null;
  /** Whether that would survive a power cut. */
  synced: boolean;
  cancel: (() => void) | null;
  readonly saver: Saver;
  readonly syncer: Saver;
}

const nothingBeside: Beside = { pasted: [], attachments: [] };

function hold(entry: Entry, beside: Beside): void {
  entry.beside = beside;
  entry.besideJson = JSON.stringify(beside);
}

function isEmpty({ text, beside }: Pick<Entry, 'text' | 'beside'>): boolean {
  return text === '' && beside.pasted.length === 0 && beside.attachments.length === 0;
}

/** Makes the store of drafts in `directory`; it reads nothing before {@link DraftStore.load}. */
export function createDraftStore(parts: StoreParts, directory: string): DraftStore {
  const { files, timers, quarantine, status } = parts;
  const entries = new Map<string, Entry>();

  function entryOf(name: string): Entry {
    const known = entries.get(name);
    if (known !== undefined) return known;
    const place = { directory, name };
    const id = name === newName ? null : name;

    async function attempt(): Promise<void> {
      const { text, beside, besideJson, written } = entry;
      const empty = isEmpty(entry);
      if (written === null ? empty : text === written.text && beside === written.beside) return;
      if (!empty) {
        const head = JSON.stringify({ version: draftVersion, text }).slice(0, -1);
        await writeSoon(files, jsonPath(place), [Buffer.from(`${head},${besideJson.slice(1)}\n`)]);
        entry.written = { text, beside };
        entry.synced = false;
        // What is typed next does not wait for the disk.
        void entry.syncer.request();
        return;
      }
      // A text that was sent is on the disk as a message, or this draft is all there is of it.
      if (status.current().kind === 'unsaved') {
        schedule(entry);
        return;
      }
      await orNullIfMissing(files.unlink(jsonPath(place)));
      entry.written = null;
    }

    async function sync(): Promise<void> {
      if (entry.written === null || entry.synced) return;
      entry.synced = true;
      try {
        await orNullIfMissing(syncFile(files, jsonPath(place)));
      } catch (error) {
        entry.synced = false;
        throw error;
      }
    }

    const entry: Entry = {
      text: '',
      beside: nothingBeside,
      besideJson: JSON.stringify(nothingBeside),
      written: null,
      synced: true,
      cancel: null,
      saver: createSaver(attempt, reporter(parts, `draft:${name}`, id), timers),
      syncer: createSaver(sync, reporter(parts, `draft-sync:${name}`, id), timers),
    };
    entries.set(name, entry);
    return entry;
  }

  function schedule(entry: Entry): void {
    entry.cancel ??= timers.after(writeAfterMs, () => {
      entry.cancel = null;
      void entry.saver.request();
    });
  }

  async function loadOne(name: string): Promise<Notice | null> {
    const path = jsonPath({ directory, name });
    const file = `drafts/${name}.json`;
    function notice(news: News): Notice {
      return { id: `draft-${name}`, tone: 'problem', news };
    }
    try {
      const parsed = parseJson(await readWhole(files, path));
      const draft = parsed.kind === 'value' ? draftSchema.safeParse(parsed.value).data : undefined;
      if (draft === undefined) {
        const target = await quarantine.moveAside(path, { kind: 'draft_unreadable' });
        return notice({ kind: 'draft_set_aside', file, path: target });
      }
      const entry = entryOf(name);
      const { text, pasted, attachments } = draft;
      const beside = { pasted, attachments };
      entry.written = { text, beside };
      // Typed while the folder was being read: newer.
      if (isEmpty(entry)) {
        entry.text = text;
        hold(entry, beside);
      }
      return null;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      return notice({ kind: 'draft_out_of_reach', file, disk: diskFaultOf(error) });
    }
  }

  return {
    async load() {
      const names = (await files.list(directory).catch(() => [])) as readonly string[];
      await removeLeftovers(files, directory, names);
      const notices: Notice[] = [];
      const found = names.flatMap((name) => {
        const base = name.endsWith('.json') ? name.slice(0, -'.json'.length) : '';
        return base === newName || idSchema.safeParse(base).success ? [base] : [];
      });
      await eachBounded(found, filesAtOnce, async (name) => {
        const notice = await loadOne(name);
        if (notice !== null) notices.push(notice);
      });
      return notices;
    },
    all() {
      return [...entries].flatMap(([name, entry]) =>
        isEmpty(entry)
          ? []
          : [
              {
                conversationId: name === newName ? null : name,
                text: entry.text,
                ...entry.beside,
              },
            ],
      );
    },
    set(conversationId, text, { pasted, attachments } = {}) {
      const entry = entryOf(conversationId ?? newName);
      const isSame = pasted === undefined && attachments === undefined;
      if (entry.text === text && isSame) return;
      entry.text = text;
      if (!isSame) {
        hold(entry, {
          pasted: pasted ?? entry.beside.pasted,
          attachments: attachments ?? entry.beside.attachments,
        });
      }
      // After a failure the saver's own rhythm decides when to try again.
      if (!entry.saver.failing()) schedule(entry);
    },
    async flush() {
      await Promise.all(
        [...entries.values()].map(async (entry) => {
          entry.cancel?.();
          entry.cancel = null;
          await entry.saver.idle();
          await entry.saver.request();
          await entry.syncer.idle();
          await entry.syncer.request();
        }),
      );
    },
  };
}
