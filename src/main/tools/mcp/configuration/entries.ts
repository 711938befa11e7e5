import * as z from 'zod';
import type { ToolTransport } from '../../../../shared/model/tools.ts';
import { foundServer, isServerAddress, type FoundField, type ReadEntry } from './found-server.ts';
import { fillIn, type AskedInput, type Placeholders } from './placeholders.ts';
import { looksSecret } from './secrets.ts';

/** A string that may be written as a number or boolean. */
const valueSchema = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const valuesSchema = z.record(z.string(), valueSchema.nullish());

/** An entry of any program. Field names differ, and unknown fields are ignored. */
const entrySchema = z.looseObject({
  type: z.string().optional().catch(undefined),
  transport: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  args: z.array(valueSchema).optional().catch(undefined),
  env: valuesSchema.optional().catch(undefined),
  cwd: z.string().optional().catch(undefined),
  envFile: z.string().optional().catch(undefined),
  url: z.string().optional().catch(undefined),
  serverUrl: z.string().optional().catch(undefined),
  httpUrl: z.string().optional().catch(undefined),
  headers: valuesSchema.optional().catch(undefined),
});

const inputSchema = z.looseObject({
  id: z.string(),
  password: z.boolean().optional().catch(undefined),
  default: z.string().optional().catch(undefined),
});

const webKinds = ['http', 'sse', 'streamable-http', 'streamablehttp', 'streamable_http'];

function fieldsOf(
  values: z.infer<typeof valuesSchema>,
  known: Placeholders,
): readonly FoundField[] {
  return Object.entries(values).map(([name, written]) => {
    const { text, isSecret } = fillIn(written ?? '', known, true);
    return { name, value: text, isSecret: isSecret || looksSecret(name, text) };
  });
}

function readEntry(name: string, raw: unknown, known: Placeholders): ReadEntry {
  const read = entrySchema.safeParse(raw);
  if (!read.success) return { kind: 'left_out', name, reason: 'unknown_kind' };
  const { command, args = [], env = {}, cwd = '', envFile = '', headers = {} } = read.data;
  const kind = (read.data.type ?? read.data.transport ?? '').toLowerCase();
  const url = read.data.url ?? read.data.serverUrl ?? read.data.httpUrl;
  if (kind !== '' && kind !== 'stdio' && !webKinds.includes(kind))
    return { kind: 'left_out', name, reason: 'unknown_kind' };
  const fill = (text: string): string => fillIn(text, known, false).text;
  if (command === undefined && (url !== undefined || webKinds.includes(kind))) {
    const address = fill(url ?? '').trim();
    if (!isServerAddress(address)) return { kind: 'left_out', name, reason: 'bad_address' };
    return foundServer(name, { kind: 'http', url: address }, fieldsOf(headers, known));
  }
  const program = fill(command ?? '').trim();
  if (program === '') return { kind: 'left_out', name, reason: 'no_command' };
  const transport: ToolTransport = {
    kind: 'stdio',
    command: program,
    arguments: args.map(fill),
    folder: fill(cwd),
    ...(envFile.trim() === '' ? {} : { variablesFile: fill(envFile).trim() }),
  };
  return foundServer(name, transport, fieldsOf(env, known));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inputsOf(value: unknown): ReadonlyMap<string, AskedInput> {
  const inputs = new Map<string, AskedInput>();
  for (const raw of Array.isArray(value) ? value : []) {
    const read = inputSchema.safeParse(raw);
    if (!read.success) continue;
    const { id, password, default: value = '' } = read.data;
    inputs.set(id, { isSecret: password === true || looksSecret(id, value), value });
  }
  return inputs;
}

/** Fields in which programs store their servers. */
const places = ['mcpServers', 'servers', 'mcp', 'mcp.servers', 'context_servers'];

/** Finds the map of servers in a document, and the inputs beside it. */
function findMap(
  document: Readonly<Record<string, unknown>>,
  depth = 0,
): { readonly map: Readonly<Record<string, unknown>>; readonly inputs: unknown } | null {
  for (const place of places) {
    const value = document[place];
    if (!isObject(value)) continue;
    const inner = depth < 3 ? findMap(value, depth + 1) : null;
    return inner ?? { map: value, inputs: document['inputs'] };
  }
  return null;
}

const isEntry = (value: unknown): boolean =>
  isObject(value) && ['command', 'url', 'serverUrl', 'httpUrl'].some((field) => field in value);

/** Reads the servers in any program's document. */
export function readDocument(
  document: unknown,
  known: Omit<Placeholders, 'inputs'>,
  nameFor: (entry: ReadEntry) => ReadEntry,
): readonly ReadEntry[] {
  if (Array.isArray(document))
    return document.flatMap((each) => readDocument(each, known, nameFor)).slice(0, 200);
  if (!isObject(document)) return [];
  const found = findMap(document);
  const inputs = inputsOf(found?.inputs);
  const read = (name: string, raw: unknown): ReadEntry =>
    readEntry(name, raw, { ...known, inputs });
  if (found === null && isEntry(document)) {
    const { name } = document;
    return [typeof name === 'string' ? read(name, document) : nameFor(read('', document))];
  }
  const map = found?.map ?? document;
  const entries = Object.entries(map);
  // Any other document is not a list of servers, so its fields are not reported as left out.
  if (found === null && !entries.some(([, value]) => isEntry(value))) return [];
  return entries.slice(0, 200).map(([name, raw]) => read(name, raw));
}
