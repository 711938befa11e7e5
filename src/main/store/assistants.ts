import type { Notice } from '../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import { assistantSchema } from '../../shared/model/assistants/assistant-schema.ts';
import { mostAssistants, type Assistants } from '../../shared/model/assistants/assistant.ts';
import type { AssistantsFilePort } from '../assistants/ports.ts';
import type { StoreParts } from './conversations/conversation-file.ts';
import { withUnknown } from './fields.ts';
import { diskFaultOf } from './save-status.ts';
import { openSmallFile } from './small-file.ts';

const assistantsVersion = 1;

/** The valid contents of a file. */
interface ReadAssistants {
  readonly assistants: Assistants;
  readonly isDamaged: boolean;
}

/** Reads an assistants file entry by entry, so that an invalid entry is dropped alone. */
export function readAssistants(fields: Readonly<Record<string, unknown>>): ReadAssistants {
  const { assistants: entries = [] } = fields;
  if (!Array.isArray(entries)) return { assistants: [], isDamaged: true };
  const found = new Map<string, Assistants[number]>();
  let isDamaged = entries.length > mostAssistants;
  for (const entry of entries.slice(0, mostAssistants) as readonly unknown[]) {
    const checked = assistantSchema.safeParse(entry);
    if (checked.success && !found.has(checked.data.id)) {
      found.set(checked.data.id, withUnknown(entry, checked.data));
    } else isDamaged = true;
  }
  return { assistants: [...found.values()], isDamaged };
}

/** The assistants file as the room uses it, and the operations of the store. */
export interface AssistantsFile extends AssistantsFilePort {
  readonly notices: readonly Notice[];
  /** Resolves when no write is running. */
  flush(): Promise<void>;
}

/** Reads `assistants.json` in `root`. Never throws: damaged entries are reported and ignored. */
export async function openAssistants(parts: StoreParts, root: string): Promise<AssistantsFile> {
  const file = await openSmallFile(parts, { directory: root, name: 'assistants' });
  const notices = [...file.notices];
  const { version, ...fields } = file.fields;
  const isNewer = typeof version === 'number' && version > assistantsVersion;
  const read = readAssistants(fields);
  if (read.isDamaged && !isNewer) notices.push(file.setAside({ kind: 'assistants_damaged' }));
  let { assistants } = read;
  let last: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();
  file.begin({ ...file.fields, assistants });

  async function write(next: Assistants): Promise<void> {
    try {
      if (isNewer) throw expected('file_by_newer', { name: 'assistants.json' });
      await file.write({ ...fields, version: assistantsVersion, assistants: next });
      assistants = next;
    } catch (error) {
      if (error instanceof ExpectedError) throw error;
      throw expected('change_unsaved', { disk: diskFaultOf(error) });
    }
    for (const listener of listeners) listener();
  }

  return {
    notices,
    read: () => assistants,
    async update(change) {
      const written = last.then(() => write(change(assistants)));
      last = written.catch(() => undefined);
      await written;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: () => last,
  };
}
