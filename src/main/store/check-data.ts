import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { mediaOf } from '../../shared/model/conversation-views.ts';
import { idSchema, type Conversation, type Message } from '../../shared/model/conversation.ts';
import { settingsSchema } from '../../shared/model/settings.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';
import { setAsideWords } from '../../shared/words/news-words.ts';
import { createAttachmentStore } from './attachments.ts';
import { draftSchema } from './drafts/drafts.ts';
import { examine } from './conversations/examine.ts';
import { countUnreadable } from './spending.ts';
import { isObject, validFields } from './fields.ts';
import { errorCode, orNullIfMissing, type FileSystem } from '../disk/file-system.ts';
import { readWhole } from '../disk/files.ts';
import { readJournal } from './conversations/journal.ts';
import { parseJson } from '../disk/json-text.ts';
import { conversationMigrations } from './migrations.ts';

/**
 * The result of checking one file of a data folder. `note`: nothing is wrong, but it is worth
 * knowing.
 */
export interface Finding {
  readonly kind: 'sound' | 'note' | 'damaged' | 'lost';
  /** The path in the data folder. */
  readonly name: string;
  /** The problem, and how Parley would handle it; empty for `sound`. */
  readonly message: string;
}

interface Look {
  readonly files: FileSystem;
  readonly root: string;
  /** Every attachment that conversations and drafts refer to, with the file that does. */
  readonly named: Map<string, string>;
}

function sound(name: string): Finding {
  return { kind: 'sound', name, message: '' };
}

function unreadable(name: string, error: unknown): Finding {
  const reason = errorCode(error) ?? String(error);
  return { kind: 'damaged', name, message: `cannot be read (${reason}); Parley leaves it alone` };
}

function noteAttachments(look: Look, name: string, conversation: Conversation): void {
  for (const message of Object.values<Message>(conversation.messages)) {
    for (const { attachment } of mediaOf(message)) look.named.set(attachment, name);
  }
}

async function checkConversation(look: Look, id: string, hasJournal: boolean): Promise<Finding> {
  const { files, root } = look;
  const name = `conversations/${id}.json`;
  const bytes = await orNullIfMissing(readWhole(files, join(root, name)));
  const journal = hasJournal
    ? await readJournal(files, join(root, 'conversations', `${id}.journal`))
    : null;
  const examined = examine(id, bytes, journal, new Set(), conversationMigrations);
  if (examined.kind !== 'unreadable') noteAttachments(look, name, examined.conversation);
  switch (examined.kind) {
    case 'sound':
      return sound(name);
    case 'read_only':
      return { kind: 'note', name, message: sentenceOf({ code: examined.reason, params: {} }) };
    case 'repaired': {
      const { rescue, conversation } = examined;
      const title = `“${conversation.title}”`;
      if (rescue === null) {
        return {
          kind: 'note',
          name,
          message: `${title}: an answer was cut off; the next start of Parley takes its text over`,
        };
      }
      return {
        kind: rescue.kind === 'old' ? 'note' : 'damaged',
        name,
        message: `${title}: ${setAsideWords(rescue.reason)}`,
      };
    }
    case 'unreadable':
      return {
        kind: 'lost',
        name,
        message: `${sentenceOf({ code: 'conversation_unreadable', params: examined })} Parley sets it aside in quarantine/`,
      };
  }
}

async function checkJson(
  look: Look,
  name: string,
  schema: z.ZodType | null,
): Promise<Finding | null> {
  const bytes = await orNullIfMissing(readWhole(look.files, join(look.root, name)));
  if (bytes === null) return null;
  const parsed = parseJson(bytes);
  if (parsed.kind !== 'value' || !isObject(parsed.value)) {
    return { kind: 'damaged', name, message: 'is no JSON; Parley sets it aside and begins anew' };
  }
  if (schema !== null && !schema.safeParse(parsed.value).success) {
    return { kind: 'damaged', name, message: 'does not hold what it should' };
  }
  return sound(name);
}

async function checkDraft(look: Look, name: string): Promise<Finding | null> {
  const finding = await checkJson(look, name, draftSchema);
  if (finding?.kind !== 'sound') return finding;
  const parsed = parseJson(await readWhole(look.files, join(look.root, name)));
  const draft = parsed.kind === 'value' ? draftSchema.safeParse(parsed.value).data : undefined;
  for (const { attachment } of draft?.attachments ?? []) look.named.set(attachment, name);
  return finding;
}

async function checkSettings(look: Look): Promise<Finding | null> {
  const name = 'settings.json';
  const finding = await checkJson(look, name, null);
  if (finding?.kind !== 'sound') return finding;
  const parsed = parseJson(await readWhole(look.files, join(look.root, name)));
  const fields = parsed.kind === 'value' && isObject(parsed.value) ? parsed.value : {};
  const { version: _version, ...values } = fields;
  const { invalid } = validFields(settingsSchema.shape, values);
  if (invalid.length === 0) return finding;
  return { kind: 'damaged', name, message: `back to normal would be: ${invalid.join(', ')}` };
}

/** The mark of the Parley that used the folder last; the backups write it. */
async function checkMark(look: Look): Promise<Finding | null> {
  const name = 'library.json';
  const finding = await checkJson(look, name, z.object({ format: z.int().positive() }));
  if (finding?.kind !== 'damaged') return finding;
  const message = 'is no mark; the next start copies the library and writes it anew';
  return { ...finding, message };
}

async function checkAttachment(look: Look, sha256: string): Promise<Finding> {
  const name = `attachments/${sha256}`;
  const hash = createHash('sha256');
  const store = createAttachmentStore(look.files, join(look.root, 'attachments'));
  for await (const block of store.read(sha256)) hash.update(block);
  const isSame = hash.digest('hex') === sha256;
  return isSame ? sound(name) : { kind: 'damaged', name, message: 'is not what was attached' };
}

async function checkSpending({ files, root }: Look, name: string): Promise<Finding> {
  const { damaged, newer } = await countUnreadable(files, join(root, name));
  if (damaged + newer === 0) return sound(name);
  const message = `damaged lines: ${damaged}, lines by a newer Parley: ${newer}; each counts as a request of unknown cost`;
  return { kind: damaged > 0 ? 'damaged' : 'note', name, message };
}

async function list(look: Look, folder: string): Promise<readonly string[]> {
  return ((await orNullIfMissing(look.files.list(join(look.root, folder)))) ?? []).toSorted();
}

async function* checkConversations(look: Look): AsyncGenerator<Finding> {
  const names = await list(look, 'conversations');
  const journals = new Set(names.filter((name) => name.endsWith('.journal')));
  const ids = new Set<string>();
  for (const name of names) {
    const id = idSchema.safeParse(/^(.{36})\.(?:json|journal)$/.exec(name)?.[1]).data;
    const path = `conversations/${name}`;
    if (id !== undefined) ids.add(id);
    else if (name.startsWith('.')) {
      yield { kind: 'note', name: path, message: 'was left half written; Parley removes it' };
    } else yield { kind: 'note', name: path, message: 'is not of Parley, which leaves it alone' };
  }
  for (const id of ids) {
    try {
      yield await checkConversation(look, id, journals.has(`${id}.journal`));
    } catch (error) {
      yield unreadable(`conversations/${id}.json`, error);
    }
  }
}

/**
 * Checks everything in a data folder and reports how Parley would handle it, without changing a
 * byte. Throws Node's error if the folder itself cannot be read.
 */
export async function* checkData(files: FileSystem, root: string): AsyncGenerator<Finding> {
  const look: Look = { files, root, named: new Map() };
  await files.list(root);
  async function* one(name: string, check: () => Promise<Finding | null>): AsyncGenerator<Finding> {
    try {
      const finding = await check();
      if (finding !== null) yield finding;
    } catch (error) {
      yield unreadable(name, error);
    }
  }
  yield* one('settings.json', () => checkSettings(look));
  yield* one('library.json', () => checkMark(look));
  for (const name of [
    'secrets.json',
    'api-tokens.json',
    'tools.json',
    'assistants.json',
    'prompts.json',
  ]) {
    yield* one(name, () => checkJson(look, name, null));
  }
  yield* checkConversations(look);
  for (const name of await list(look, 'drafts')) {
    if (!name.startsWith('.')) yield* one(name, () => checkDraft(look, `drafts/${name}`));
  }
  for (const name of await list(look, 'spending')) {
    yield* one(name, () => checkSpending(look, `spending/${name}`));
  }
  const attached = new Set(await list(look, 'attachments'));
  for (const sha256 of attached) {
    if (/^[0-9a-f]{64}$/.test(sha256)) yield* one(sha256, () => checkAttachment(look, sha256));
  }
  for (const [sha256, name] of look.named) {
    if (attached.has(sha256)) continue;
    yield { kind: 'lost', name: `attachments/${sha256}`, message: `is missing; ${name} names it` };
  }
  for (const folder of ['trash', 'quarantine', 'before-update']) {
    const names = (await list(look, folder)).filter((name) => !name.endsWith('.reason.txt'));
    if (names.length === 0) continue;
    yield { kind: 'note', name: `${folder}/`, message: `holds ${names.length}` };
  }
}
