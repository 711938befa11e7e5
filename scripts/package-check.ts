/**
 * `npm run package:check`: makes packages for Linux around a stand-in for Electron, opens them, and
 * proves what docs/publishing.md promises. With `--quick`, as in the gate, only the Debian package
 * and the AppImage of this machine, once, from what is in `out/` already.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackages, type PackageBuild } from './package-check/build.ts';
import { createFindings, type Findings } from './package-check/findings.ts';
import { inspectDeb } from './package-check/inspect-deb.ts';
import { inspectAppImage, inspectRpm, inspectUpdateLists } from './package-check/inspect-others.ts';
import { inspectProgram } from './package-check/inspect-program.ts';
import { provideTools } from './package-check/tools.ts';
import { runStep } from './step.ts';

const root = join(import.meta.dirname, '..');
const isQuick = process.argv.includes('--quick');
const work = mkdtempSync(join(tmpdir(), 'parley-packages-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

/** The specs that are driven from the files of the package. */
const specs = ['first-run', 'links', 'attachments', 'diagrams', 'library-search'].map(
  (name) => `test/e2e/${name}.spec.ts`,
);

const { version: electronVersion } = createRequire(import.meta.url)('electron/package.json') as {
  readonly version: string;
};
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};
const problems: string[] = [];

function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}

async function step(name: string, run: (findings: Findings) => unknown): Promise<void> {
  const begun = performance.now();
  const findings = createFindings(name);
  await run(findings);
  problems.push(...findings.problems());
  console.log(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

const packagesIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => /\.(?:AppImage|deb|rpm)$/.test(name));

function fileOf(folder: string, kind: string): string {
  const name = packagesIn(folder).find((name) => name.endsWith(kind));
  return name === undefined ? fail(`No ${kind} was made.`) : join(folder, name);
}

const hashOf = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

const build = (name: string, parts: Pick<PackageBuild, 'machine' | 'targets'>): string =>
  buildPackages({
    ...parts,
    root,
    work: join(work, name),
    electronVersion,
    epoch: 1_700_000_000,
  });

/** Everything that is checked of the packages in `folder`. Returns where the deb's app was extracted. */
async function inspectAll(folder: string): Promise<string> {
  const extracted = join(work, 'extracted');
  await step('deb', async (findings) => {
    const program = inspectDeb(fileOf(folder, '.deb'), join(work, 'deb'), 'x64', findings);
    const size = await inspectProgram(program, { root, extracted }, findings);
    console.log(`app.asar: ${(size / 1e6).toFixed(2)} MB`);
  });
  await step('AppImage', async (findings) => {
    const file = fileOf(folder, '.AppImage');
    const program = inspectAppImage(file, join(work, 'image'), findings);
    await inspectProgram(program, { root, extracted: join(work, 'from-image') }, findings);
  });
  await step('update lists', (findings) => inspectUpdateLists(folder, version, findings));
  for (const name of packagesIn(folder)) {
    console.log(`${name}: ${(statSync(join(folder, name)).size / 1e6).toFixed(2)} MB`);
  }
  return extracted;
}

async function checkFully(first: string, extracted: string): Promise<void> {
  await step('rpm', (findings) => inspectRpm(fileOf(first, '.rpm'), findings));
  await step('second build', ({ expect }) => {
    const second = build('second', { machine: 'x64', targets: ['AppImage', 'deb', 'rpm'] });
    for (const name of packagesIn(first)) {
      const isSame = hashOf(join(first, name)) === hashOf(join(second, name));
      expect(isSame, `${name} has other bytes`);
    }
  });
  await step('arm64', async (findings) => {
    const folder = build('arm64', { machine: 'arm64', targets: ['deb'] });
    inspectDeb(fileOf(folder, '.deb'), join(work, 'arm64-deb'), 'arm64', findings);
    await inspectUpdateLists(folder, version, findings);
  });
  await step('specs from the package', async ({ expect }) => {
    const command = ['npx', 'playwright', 'test', ...specs];
    const environment = { PARLEY_TEST_APP: extracted };
    expect(await runStep({ name: 'specs', command, environment }, root), 'a spec failed');
  });
}

try {
  const missing = provideTools({ isQuick });
  if (missing !== null && !isQuick) fail(missing);
  if (missing !== null) {
    // A machine that can have no such programs still runs the rest of the gate.
    console.warn(`${missing} They are left out.`);
    process.exit(0);
  }
  if (!isQuick) {
    const command = ['npx', 'electron-vite', 'build', '--logLevel', 'warn'];
    if (!(await runStep({ name: 'build', command }, root))) fail('The build failed.');
  }
  let first = '';
  await step('packages', () => {
    first = build('first', {
      machine: 'x64',
      targets: isQuick ? ['AppImage', 'deb'] : ['AppImage', 'deb', 'rpm'],
    });
  });
  const extracted = await inspectAll(first);
  if (!isQuick) await checkFully(first, extracted);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
for (const problem of problems) console.error(problem);
console.log(`${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
