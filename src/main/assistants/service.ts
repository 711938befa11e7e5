import { basename } from 'node:path';
import { t } from '../../shared/language/translate.ts';
import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { CommandInput } from '../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import { maxAssistants, type Assistant } from '../../shared/model/assistants/assistant.ts';
import { withAssistant } from '../../shared/model/assistants/effective.ts';
import type {
  ImportedAssistant,
  ImportedAssistants,
} from '../../shared/model/assistants/imported.ts';
import type { AttachmentPart } from '../../shared/model/conversation.ts';
import { codedOf } from '../../shared/model/errors.ts';
import type { ConversationService, Emit } from '../conversations/conversation-service.ts';
import { errorCode, type FileSystem } from '../disk/file-system.ts';
import { readWhole } from '../disk/files.ts';
import type { Here } from './formats/parley.ts';
import type { AssistantDialogs, AssistantsFilePort, AttachmentsPort } from './ports.ts';

/** Dependencies of the assistants. */
export interface AssistantRooms {
  readonly file: AssistantsFilePort;
  readonly conversations: Pick<ConversationService, 'heads' | 'change'>;
  readonly files: FileSystem;
  readonly dialogs: AssistantDialogs;
  readonly dropped: { take(name: string): string | null };
  /** The providers and tools that an imported assistant may refer to. */
  readonly here: Here;
  readonly newId: () => string;
  readonly attachments: AttachmentsPort;
  readonly tell: Emit;
}

/** The assistants as other rooms use them. */
export interface AssistantService {
  /** Throws an ExpectedError if there is no such assistant. */
  get(assistantId: string): Assistant;
  has(assistantId: string): boolean;
  /** Adds an assistant that an import found. Throws ExpectedErrors. */
  add(assistant: Assistant): Promise<void>;
  readonly handlers: HandlersOf<'assistants'>;
}

/** Changes the conversations that hold an assistant to its new state. */
async function applyToAll(
  conversations: AssistantRooms['conversations'],
  assistant: Assistant,
): Promise<void> {
  const holders = conversations
    .heads()
    .filter((head) => head.assistant?.id === assistant.id && head.readOnly === undefined);
  const writes: Promise<boolean>[] = [];
  for (const { id } of holders) {
    const { written } = await conversations.change(id, (before) =>
      before.assistant?.id === assistant.id ? withAssistant(before, assistant) : before,
    );
    writes.push(written);
  }
  await Promise.all(writes);
}

function checkCount(count: number): void {
  if (count > maxAssistants) throw expected('too_many_assistants', { most: maxAssistants });
}

/** Imports the assistants of one file. Throws an ExpectedError if it holds none. */
async function importFile(
  { file, files, here, newId }: AssistantRooms,
  path: string,
): Promise<{ readonly added: readonly ImportedAssistant[]; readonly skipped: number }> {
  const { largestFile, readAssistantFile } = await import('./read-file.ts');
  const { size, isFile } = await files.facts(path).catch(() => ({ size: 0, isFile: false }));
  if (!isFile) throw expected('import_file_gone', {});
  if (size > largestFile) throw expected('assistant_file_too_large', { most: largestFile });
  const { understood, skipped } = readAssistantFile(await readWhole(files, path), here);
  const found = understood.map(({ form, leftOut }) => ({
    assistant: { ...form, id: newId() },
    leftOut,
  }));
  await file.update((before) => {
    checkCount(before.length + found.length);
    return [...before, ...found.map(({ assistant }) => assistant)];
  });
  const added = found.map(({ assistant: { id, name }, leftOut }) => ({ id, name, leftOut }));
  return { added, skipped };
}

async function importFiles(
  rooms: AssistantRooms,
  paths: readonly string[],
): Promise<ImportedAssistants> {
  const added: ImportedAssistant[] = [];
  const skipped: ImportedAssistants['skipped'][number][] = [];
  for (const path of paths) {
    const name = basename(path);
    try {
      const read = await importFile(rooms, path);
      added.push(...read.added);
      if (read.skipped > 0) {
        const reason = { code: 'not_an_assistant', params: {} } as const;
        skipped.push({ name: `${name} (${String(read.skipped)})`, reason });
      }
    } catch (error) {
      if (!(error instanceof ExpectedError) || error.error.kind === 'storage') throw error;
      skipped.push({ name, reason: codedOf(error.error) });
    }
  }
  return { added, skipped };
}

async function exportOne(rooms: AssistantRooms, assistant: Assistant): Promise<boolean> {
  const { exportedAssistant } = await import('./formats/parley.ts');
  const { safeFileName } = await import('../disk/file-name.ts');
  const { writeFileAtomic } = await import('../disk/atomic-file.ts');
  const path = await rooms.dialogs.chooseTarget(
    `${safeFileName(assistant.name, t('assistant_file.unnamed'))}.parley-assistant.json`,
  );
  if (path === null) return false;
  const text = exportedAssistant(assistant);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(text));
  }
  try {
    await writeFileAtomic(rooms.files, path, chunks(), new AbortController().signal);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw expected('file_not_saved_there', { name: basename(path) });
  }
  return true;
}

/** The stored parts behind the documents of a form. Documents that the assistant already has stay. */
async function describeAll(
  { attachments }: AssistantRooms,
  known: Assistant | null,
  documents: readonly AttachmentPart[],
): Promise<readonly AttachmentPart[]> {
  const described = await Promise.all(
    documents.map(
      async (part) =>
        known?.documents?.find(({ attachment }) => attachment === part.attachment) ??
        attachments.describe(part),
    ),
  );
  attachments.settle(described);
  return described;
}

/** Creates the service. The code for files is loaded on first use. */
export function createAssistantService(rooms: AssistantRooms): AssistantService {
  const { file, conversations, dialogs, dropped, newId, tell } = rooms;
  file.subscribe(() => tell('assistants', file.read()));

  const get = (assistantId: string): Assistant => {
    const found = file.read().find(({ id }) => id === assistantId);
    if (found === undefined) throw expected('assistant_gone', {});
    return found;
  };

  const save = async (form: CommandInput<'assistants.save'>['assistant']): Promise<Assistant> => {
    const { id = newId(), documents, ...fields } = form;
    const known = form.id === undefined ? null : get(form.id);
    const described = await describeAll(rooms, known, documents ?? []);
    const unknownFields = Object.fromEntries(
      Object.entries(known ?? {}).filter(([name]) => !knownFields.has(name)),
    );
    const assistant: Assistant = {
      ...unknownFields,
      ...fields,
      id,
      ...(described.length === 0 ? {} : { documents: described }),
    };
    await file.update((before) => {
      const isThere = before.some((each) => each.id === id);
      if (!isThere && known !== null) throw expected('assistant_gone', {});
      if (!isThere) checkCount(before.length + 1);
      return isThere
        ? before.map((each) => (each.id === id ? assistant : each))
        : [...before, assistant];
    });
    return assistant;
  };

  return {
    get,
    add: (assistant) =>
      file.update((before) => {
        checkCount(before.length + 1);
        return [...before, assistant];
      }),
    has: (assistantId) => file.read().some(({ id }) => id === assistantId),
    handlers: {
      'assistants.list': () => file.read(),
      'assistants.save': async ({ assistant: form, applyTo }) => {
        const assistant = await save(form);
        if (applyTo === 'all') await applyToAll(conversations, assistant);
        return assistant;
      },
      'assistants.delete': ({ assistantId }) =>
        file.update((before) => before.filter(({ id }) => id !== assistantId)),
      'assistants.import': async ({ files }) => {
        const named = files?.map((name) => dropped.take(name)) ?? null;
        const paths = named?.filter((path) => path !== null) ?? (await dialogs.chooseAssistants());
        if (named !== null && paths.length === 0) throw expected('dropped_unreadable', {});
        return importFiles(rooms, paths);
      },
      'assistants.export': ({ assistantId }) =>
        Promise.resolve().then(() => exportOne(rooms, get(assistantId))),
    },
  };
}

const ofForm: Readonly<Record<keyof Assistant, true>> = {
  id: true,
  name: true,
  icon: true,
  instructions: true,
  model: true,
  parameters: true,
  tools: true,
  asksBeforeTools: true,
  starters: true,
  naming: true,
  documents: true,
  limits: true,
};

/** Fields that a form decides about. What is absent there is removed. */
const knownFields: ReadonlySet<string> = new Set(Object.keys(ofForm));
