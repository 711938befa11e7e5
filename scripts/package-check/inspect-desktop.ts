/** What must hold of how a package joins the desktop. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings } from './findings.ts';
import { complaintOf } from './programs.ts';

const sizes = [16, 24, 32, 48, 64, 128, 256, 512];

/** The fields of the first group of a desktop file. */
export function desktopFields(text: string): ReadonlyMap<string, string> {
  const [, group = ''] = text.split(/^\[.*\]$/m);
  return new Map(
    [...group.matchAll(/^([\w-]+)=(.*)$/gm)].map(([, key = '', value = '']) => [key, value]),
  );
}

/** Inspects a desktop file that starts `program`. */
export function inspectDesktopFile(file: string, program: string, { expect }: Findings): void {
  const complaint = complaintOf('desktop-file-validate', file);
  expect(complaint === null, `desktop-file-validate: ${complaint}`);
  const fields = desktopFields(readFileSync(file, 'utf8'));
  expect(fields.get('Exec') === `${program} -- %U`, `Exec is ${fields.get('Exec')}`);
  expect(fields.get('StartupWMClass') === 'app.parley.Parley', 'its windows are not its own');
  expect(fields.get('Icon') === 'parley', `Icon is ${fields.get('Icon')}`);
  const types = fields.get('MimeType')?.split(';') ?? [];
  for (const type of ['x-scheme-handler/parley', 'text/markdown', 'application/pdf']) {
    expect(types.includes(type), `it does not open ${type}`);
  }
}

/** Inspects the desktop file of a package that puts Parley into the PATH. */
export function inspectActions(file: string, { expect }: Findings): void {
  const text = readFileSync(file, 'utf8');
  expect(desktopFields(text).get('Actions') === 'quick-ask;', 'it offers no quick ask');
  const [, action = ''] = text.split('[Desktop Action quick-ask]');
  expect(/^Exec=parley --quick-ask$/m.test(action), 'its quick ask starts something else');
}

/** Inspects the icons below `share`. */
export function inspectIcons(share: string, { expect }: Findings): void {
  for (const size of sizes) {
    const file = join(share, 'icons', 'hicolor', `${size}x${size}`, 'apps', 'parley.png');
    const picture = existsSync(file) ? readFileSync(file) : Buffer.alloc(24);
    const isSize = picture.readUInt32BE(16) === size && picture.readUInt32BE(20) === size;
    expect(isSize, `there is no icon of ${size} pixels`);
  }
  // A package that describes text/plain changes it for every other program.
  const described = join(share, 'mime', 'packages');
  expect(!existsSync(described) || readdirSync(described).length === 0, 'it redefines file types');
}
