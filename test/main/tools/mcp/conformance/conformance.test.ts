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

/**
 * The scenarios for clients of the official conformance suite 0.1.16, up to era 2025-11-25. One is
 * left out: `auth/2025-03-26-oauth-metadata-backcompat` publishes the metadata of the issuer
 * `/oauth` at the address of the issuer `/`, and RFC 8414 §3.3 forbids to use that. So are those of
 * extensions that need no person.
 */
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

const run = promisify(execFile);

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
