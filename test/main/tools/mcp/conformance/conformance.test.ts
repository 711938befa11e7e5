import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const suite = join(
  dirname(require.resolve('@modelcontextprotocol/conformance/package.json')),
  'dist/index.js',
);
const client = join(import.meta.dirname, 'client.ts');

/** The scenarios for clients of the official conformance suite 0.1.16, up to era 2025-11-25. */
const scenarios = [
  'initialize',
  'tools_call',
  'elicitation-sep1034-client-defaults',
  'sse-retry',
  'auth/metadata-default',
  'auth/metadata-var1',
  'auth/metadata-var2',
  'auth/metadata-var3',
  'auth/basic-cimd',
  'auth/scope-from-www-authenticate',
  'auth/scope-from-scopes-supported',
  'auth/scope-omitted-when-undefined',
  'auth/scope-step-up',
  'auth/scope-retry-limit',
  'auth/token-endpoint-auth-basic',
  'auth/token-endpoint-auth-post',
  'auth/token-endpoint-auth-none',
  'auth/pre-registration',
  'auth/2025-03-26-oauth-endpoint-fallback',
  'auth/resource-mismatch',
  'auth/offline-access-scope',
  'auth/offline-access-not-supported',
];

/** The others, each of which `docs/tools.md` names or explains. */
const leftOut = [
  // It publishes the metadata of the issuer `/oauth` at the address of the issuer `/`, and RFC 8414
  // §3.3 forbids to use that.
  'auth/2025-03-26-oauth-metadata-backcompat',
  // Extensions that sign in without a person, or with the session of a company.
  'auth/client-credentials-jwt',
  'auth/client-credentials-basic',
  'auth/cross-app-access-complete-flow',
];

const run = promisify(execFile);

it('every scenario for clients is run or left out by name', async () => {
  const { stdout } = await run(process.execPath, [suite, 'list']);
  const [, forClients = ''] = stdout.split('Client scenarios');
  const all = [...forClients.matchAll(/^ +- (\S+)/gm)].map(([, name = '']) => name);
  expect(all.toSorted()).toEqual([...scenarios, ...leftOut].toSorted());
});

it.concurrent.each(scenarios)(
  'the conformance scenario %s passes',
  { timeout: 90_000 },
  async (scenario) => {
    // The suite starts the client in a shell, which divides the command at spaces.
    const command = `${JSON.stringify(process.execPath)} ${JSON.stringify(client)}`;
    const { stderr } = await run(process.execPath, [
      suite,
      'client',
      '--command',
      command,
      '--scenario',
      scenario,
      '--timeout',
      '60000',
    ]).catch((error: unknown) => error as { stderr: string });
    // The report says which checks failed.
    expect(stderr).toContain('OVERALL: PASSED');
  },
);
