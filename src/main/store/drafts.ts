import * as z from 'zod';
import type { Draft, Notice } from '../../shared/contract.ts';
import { idSchema, type Id } from '../../shared/conversation.ts';
import { eachBounded } from './bounded.ts';
import { reporter, type StoreParts } from './conversation-file.ts';
import { errorCode, orNullIfMissing } from './file-system.ts';
import { readWhole, removeLeftovers } from './files.ts';
import { jsonPath, type JsonFile } from './json-file.ts';
import { parseJson } from './json-text.ts';
import { reasonOf } from './save-status.ts';
import { createSaver, type Saver } from './saver.ts';

/** What is typed waits so long before it is written; with the window's own wait, well below a second; ms. */
const writeAfterMs = 300;
const draftVersion = 1;
/** The file of the conversation that does not exist yet. */
const newName = 'new';
const filesAtOnce = 16;

const draftSchema = z.looseObject({ version: z.number(), text: z.string() });

/** What is typed and not sent, a file each: `drafts/<id>.json`, and `drafts/new.json`. */
export interface DraftStore {
  /** All there are. Never throws: what cannot be read is reported. */
  load(): Promise<readonly Notice[]>;
  all(): readonly Draft[];
  /** null: of the conversation that does not exist yet. On the disk half a second later; "" deletes it. */
  set(conversationId: Id | null, text: string): void;
  flush(): Promise<void>;
}

/** One draft and its way to the disk. */
interface Entry {
  text: string;
  /** What the file holds; null: there is none. */
  written: string | null;
  document: JsonFile | null;
  cancel: (() => void) | null;
  readonly saver: Saver;
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
      const { text, written } = entry;
      if (text === written || (text === '' && written === null)) return;
      if (text !== '') {
        entry.document ??= await parts.openJsonFile(place);
        const content = JSON.stringify({ version: draftVersion, text });
        await entry.document.write([Buffer.from(`${content}\n`)]);
        entry.written = text;
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

    const entry: Entry = {
      text: '',
      written: null,
      document: null,
      cancel: null,
      saver: createSaver(attempt, reporter(parts, `draft:${name}`, id), timers),
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
    const fileName = `drafts/${name}.json`;
    function notice(message: string): Notice {
      return { id: `draft-${name}`, tone: 'problem', message: `${fileName}: ${message}` };
    }
    try {
      const parsed = parseJson(await readWhole(files, path));
      const draft = parsed.kind === 'value' ? draftSchema.safeParse(parsed.value).data : undefined;
      if (draft === undefined) {
        const target = await quarantine.moveAside(path, 'An unsent text could not be read.');
        return notice(`An unsent text could not be read; its file was set aside as ${target}`);
      }
      const entry = entryOf(name);
      entry.written = draft.text;
      // Typed while the folder was being read: newer.
      if (entry.text === '') entry.text = draft.text;
      return null;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      return notice(`An unsent text could not be read. ${reasonOf(error)}`);
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
      return [...entries].flatMap(([name, { text }]) =>
        text === '' ? [] : [{ conversationId: name === newName ? null : name, text }],
      );
    },
    set(conversationId, text) {
      const entry = entryOf(conversationId ?? newName);
      if (entry.text === text) return;
      entry.text = text;
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
        }),
      );
    },
  };
}
