/**
 * Parley's MCP client as the official conformance suite runs it: `node client.ts <address>`, with
 * the scenario's name in MCP_CONFORMANCE_SCENARIO. Lists the tools, calls each with an example of
 * its arguments, accepts each form with its defaults, and signs in wherever it is asked to.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServersWith } from '../../../../../src/main/tools/mcp/open-servers.ts';
import type { PersonPort } from '../../../../../src/main/tools/mcp/person.ts';
import { ExpectedError } from '../../../../../src/shared/expected.ts';
import { browser, goThrough } from './signing-in.ts';
import { removeFolder } from '../../../../scratch.ts';

const url = process.argv.at(-1) ?? '';
const folder = mkdtempSync(join(tmpdir(), 'parley-conformance-'));
const { signal } = new AbortController();

/** A person who sends each form as it is shown: filled in with its defaults. */
const person: PersonPort = {
  elicit(request) {
    if (request.kind !== 'form') return Promise.resolve({ kind: 'decline' });
    const defaults = request.fields.flatMap(({ name, start }) =>
      start === null ? [] : [[name, start] as const],
    );
    return Promise.resolve({ kind: 'accept', content: Object.fromEntries(defaults) });
  },
  sample: () => Promise.resolve({ kind: 'decline' }),
  visit: () => Promise.resolve(false),
  completed: () => undefined,
};

/** An example of arguments: each number is 5, each text is "example". */
function exampleOf(schema: unknown): Record<string, unknown> {
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> };
  return Object.fromEntries(
    Object.entries(properties).map(([name, { type }]) => [name, type === 'number' ? 5 : 'example']),
  );
}

const servers = await openServersWith({
  folder,
  version: '0.1.0',
  fetch: globalThis.fetch,
  redact: (text) => text,
  person,
  signIn: browser,
})({
  files: {
    keep: () => Promise.reject(new Error('No scenario sends files.')),
    readText: () => Promise.resolve(null),
  },
  report: (error) => console.error(error),
  secretsOf: () => Promise.resolve({}),
  vaultOf: () => ({
    read: () => Promise.resolve(null),
    write: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  }),
  onChange: () => undefined,
});

await servers.apply(
  {
    id: 'conformance',
    name: 'Conformance',
    isEnabled: true,
    transport: { kind: 'http', url },
    fields: [],
    idleTimeoutSeconds: 20,
    totalTimeoutSeconds: 20,
    usesInstructions: true,
    allowsSampling: false,
    folders: [],
  },
  false,
);
const source = servers.source('conformance');

/** Signs in while the server wants it, but no more than three times. */
async function whileAsked<T>(work: () => Promise<T | null>): Promise<T | null> {
  for (let tries = 0; tries < 3; tries += 1) {
    const done = await work();
    if (done !== null) return done;
    const outcome = await goThrough(servers, 'conformance');
    console.log(outcome);
    if (outcome !== 'signed in') return null;
  }
  return work();
}

const tools = await whileAsked(async () => {
  const found = await source.tools(signal);
  return source.state().kind === 'sign_in' ? null : found;
});
const context = {
  conversationId: 'conversation',
  signal,
  allowed: null,
  onProgress: () => undefined,
  room: () => Promise.resolve(25_000),
};
for (const { name, inputSchema } of tools ?? []) {
  const result = await whileAsked(async () => {
    try {
      return await source.call(name, exampleOf(inputSchema), context);
    } catch (error) {
      console.log(String(error));
      const isMissing =
        error instanceof ExpectedError && error.error.code === 'tool_server_wants_scope';
      if (isMissing) return null;
      throw error;
    }
  });
  console.log(name, JSON.stringify(result));
}
console.log(source.state());
await servers.close();
removeFolder(folder);
