import * as z from 'zod';
import type { Draft, Notice } from '../../../shared/contract/index.ts';
import { attachmentPartSchema, idSchema, type Id } from '../../../shared/model/conversation.ts';
import { caretSchema, type Caret } from '../../../shared/model/message/caret.ts';
import type { DraftStep } from '../../../shared/model/message/draft-step.ts';
import { draftStepSchema } from '../../../shared/model/message/draft-step-schema.ts';
import { editDraftSchema } from '../../../shared/model/message/edit-draft.ts';
import type { News } from '../../../shared/model/news.ts';
import { eachBounded } from '../../../shared/each-bounded.ts';
import type { FileParts } from '../parts.ts';
import { errorCode } from '../../disk/file-system.ts';
import { readWhole, removeLeftovers } from '../../disk/files.ts';
import { jsonPath } from '../../disk/json-file.ts';
import { parseJson } from '../../disk/json-text.ts';
import { createDraftFile, type DraftChange, type DraftFile } from './draft-file.ts';
import { diskFaultOf } from '../save-status.ts';

/** The name of the draft for a conversation that does not exist yet. */
const newName = 'new';
const filesAtOnce = 16;

/** The format of `drafts/<id>.json`. */
export const draftSchema = z.looseObject({
  version: z.number(),
  text: z.string(),
  pasted: z.array(z.string()).default([]),
  attachments: z.array(attachmentPartSchema).default([]),
  edits: z.array(editDraftSchema).default([]),
  // A text is worth more than the place in it.
  caret: caretSchema.optional().catch(undefined),
  steps: z.array(draftStepSchema).default([]).catch([]),
});

/** Drafts, one file each: `drafts/<id>.json` and `drafts/new.json`. */
export interface DraftStore {
  /** Loads all drafts. Never throws: whatever cannot be read is reported. */
  load(): Promise<readonly Notice[]>;
  all(): readonly Draft[];
  /**
   * null sets the draft of the conversation that does not exist yet. Parts that `change` omits stay
   * as they are. The draft is on disk half a second later; an empty text with nothing beside it
   * deletes the file.
   */
  set(conversationId: Id | null, text: string, change?: DraftChange): void;
  /** Sets the person's place in the text. */
  setCaret(conversationId: Id | null, caret: Caret): void;
  /** The last step of the text's history; null if there is none. */
  lastStep(conversationId: Id | null): DraftStep | null;
  flush(): Promise<void>;
}

/** Creates the draft store in `directory`; it reads nothing before {@link DraftStore.load}. */
export function createDraftStore(parts: FileParts, directory: string): DraftStore {
  const { files, quarantine } = parts;
  const drafts = new Map<string, DraftFile>();

  function fileOf(name: string): DraftFile {
    const known = drafts.get(name);
    if (known !== undefined) return known;
    const id = name === newName ? null : name;
    const file = createDraftFile(parts, { directory, name }, id, () => {
      if (drafts.get(name) === file) drafts.delete(name);
    });
    drafts.set(name, file);
    return file;
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
      fileOf(name).found(draft);
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
      return [...drafts].flatMap(([name, draft]) =>
        draft.isEmpty()
          ? []
          : [
              {
                conversationId: name === newName ? null : name,
                text: draft.text(),
                caret: draft.caret(),
                ...draft.beside(),
              },
            ],
      );
    },
    set(conversationId, text, change = {}) {
      fileOf(conversationId ?? newName).set(text, change);
    },
    setCaret(conversationId, caret) {
      drafts.get(conversationId ?? newName)?.setCaret(caret);
    },
    lastStep: (conversationId) => drafts.get(conversationId ?? newName)?.lastStep() ?? null,
    async flush() {
      await Promise.all([...drafts.values()].map((draft) => draft.flush()));
    },
  };
}
