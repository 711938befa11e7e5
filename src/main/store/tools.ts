import * as z from 'zod';
import type { Notice } from '../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import type { MonthlyUsage } from '../../shared/model/library.ts';
import { builtInSources, searchEngineSchema, toolServerSchema } from '../../shared/model/tools.ts';
import type { AllowedHost, KeptPermission, KeptTools, ToolsFilePort } from '../tools/kept.ts';
import type { StoreParts } from './parts.ts';
import { withUnknown } from './fields.ts';
import { diskFaultOf } from './save-status.ts';
import { openSmallFile } from './small-file.ts';

/**
 * Main creates the ids. A foreign id must not equal that of a built-in source or contain the
 * separator of keys.
 */
const serverSchema = toolServerSchema.refine(
  ({ id }) => /^[\w-]+$/.test(id) && !builtInSources.some((source) => source === id),
);

const pinnedToolSchema = z.looseObject({
  name: z.string().min(1),
  title: z.string(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  definition: z.string(),
});

const permissionSchema = z
  .looseObject({
    id: z.string().min(1).max(2000),
    source: z.string().min(1).max(100),
    sourceName: z.string(),
    identity: z.string(),
    kind: z.enum(['always', 'always_with_assistant', 'always_read_only', 'never']),
    assistant: z.looseObject({ id: z.string().min(1), name: z.string() }).optional(),
    tools: z.array(pinnedToolSchema),
    since: z.iso.datetime(),
  })
  .refine(
    ({ kind, assistant }) => (kind === 'always_with_assistant') === (assistant !== undefined),
  ) satisfies z.ZodType<KeptPermission>;

const searchSchema = z.looseObject({ engine: searchEngineSchema.nullable(), url: z.string() });

const allowedHostSchema = z.looseObject({
  host: z.string().min(1).max(1000),
  since: z.iso.datetime(),
}) satisfies z.ZodType<AllowedHost>;

const countSchema = z.number().int().nonnegative();
const modelUsageSchema = z.looseObject({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  model: z.string().max(500),
  answers: countSchema,
  promptTokens: countSchema,
  completionTokens: countSchema,
  cachedTokens: countSchema,
}) satisfies z.ZodType<MonthlyUsage>;

const toolsVersion = 1;
const noSearch: KeptTools['search'] = { engine: null, url: '' };

/** The valid contents of a file. */
interface ReadTools {
  readonly kept: KeptTools;
  readonly isDamaged: boolean;
}

/** Reads a tools file entry by entry, so that an invalid entry is dropped alone. */
export function readTools(fields: Readonly<Record<string, unknown>>): ReadTools {
  let isDamaged = false;
  function entries<T>(name: string, schema: z.ZodType<T>): readonly T[] {
    const value = fields[name];
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      isDamaged = true;
      return [];
    }
    return value.flatMap((each) => {
      const entry = schema.safeParse(each);
      if (entry.success) return [withUnknown(each, entry.data)];
      isDamaged = true;
      return [];
    });
  }
  const servers = entries('servers', serverSchema);
  const permissions = entries('permissions', permissionSchema);
  const allowedHosts = entries('allowedHosts', allowedHostSchema);
  const modelUsage = entries('modelUsage', modelUsageSchema);
  const search = searchSchema.safeParse(fields['search'] ?? noSearch);
  if (!search.success) isDamaged = true;
  const unique = new Map(servers.map((server) => [server.id, server]));
  return {
    kept: {
      servers: [...unique.values()],
      permissions,
      search: search.success ? search.data : noSearch,
      allowedHosts,
      modelUsage,
    },
    isDamaged,
  };
}

/** The tools file as the tools use it, and the operations of the store. */
export interface ToolsFile extends ToolsFilePort {
  readonly notices: readonly Notice[];
  /** Resolves when no write is running. */
  flush(): Promise<void>;
}

function isByNewer({ version }: Readonly<Record<string, unknown>>): boolean {
  return typeof version === 'number' && version > toolsVersion;
}

/** Reads `tools.json` in `root`. Never throws: damaged entries are reported and ignored. */
export async function openTools(parts: StoreParts, root: string): Promise<ToolsFile> {
  const file = await openSmallFile(parts, { directory: root, name: 'tools' });
  const notices = [...file.notices];
  let { fields } = file;
  let isNewer = isByNewer(fields);
  const read = readTools(fields);
  if (read.isDamaged && !isNewer) notices.push(await file.setAside({ kind: 'tools_damaged' }));
  let { kept } = read;
  let last: Promise<void> = Promise.resolve();
  let catchingUp: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  file.begin({ ...fields, ...kept });

  function tell(): void {
    for (const listener of listeners) listener();
  }

  /** Takes in a file that another process has written, too. */
  function takeIn(now: Readonly<Record<string, unknown>>): void {
    fields = now;
    isNewer = isByNewer(now);
    ({ kept } = readTools(now));
    file.begin({ ...now, ...kept });
  }

  async function readOther(): Promise<void> {
    const now = await file.changed();
    if (now === null) return;
    takeIn(now);
    tell();
  }

  async function write(next: KeptTools): Promise<void> {
    try {
      if (isNewer) throw expected('file_by_newer', { name: 'tools.json' });
      const merged = await file.write({ ...fields, version: toolsVersion, ...next });
      kept = next;
      if (merged !== null) takeIn(merged);
    } catch (error) {
      if (error instanceof ExpectedError) throw error;
      throw expected('change_unsaved', { disk: diskFaultOf(error) });
    }
    tell();
  }

  return {
    notices,
    read: () => kept,
    async update(change) {
      const written = last.then(() => write(change(kept)));
      last = written.catch(() => undefined);
      await written;
    },
    catchUp() {
      // Calls that are decided together wait for one reading.
      if (catchingUp !== null) return catchingUp;
      // A file that is out of reach now is read before the next call.
      const read = last.then(readOther).catch(parts.report);
      catchingUp = read.finally(() => {
        catchingUp = null;
      });
      last = catchingUp;
      return catchingUp;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: () => last,
  };
}
