import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packagesOf } from '../../../scripts/build/bundled-packages.ts';
import { withoutElk } from '../../../scripts/build/without-elk.ts';
import { isAllowed, readNotice } from '../../../scripts/notices/licences.ts';
import { serializeNotices } from '../../../scripts/notices/notices.ts';
import { noticesSchema } from '../../../src/shared/model/notices.ts';

const root = join(import.meta.dirname, '../../..');
const texts = join(root, 'scripts/notices/texts');

function packageWith(description: object, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-package-'));
  const content = { name: 'one', version: '1.0.0', ...description };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(content));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('licences', () => {
  it.each(['MIT', 'Apache-2.0', '(MPL-2.0 OR Apache-2.0)', 'MIT AND ISC', 'BSD-3-Clause'])(
    'are allowed: %s',
    (licence) => {
      expect(isAllowed(licence)).toBe(true);
    },
  );

  it.each([
    'EPL-2.0 OR GPL-3.0-or-later',
    'GPL-3.0',
    'MIT AND GPL-2.0',
    'AGPL-3.0-only',
    'SEE LICENSE IN LICENSE.md',
    'UNLICENSED',
    'CC-BY-NC-4.0',
    '',
  ])('are refused: %s', (licence) => {
    expect(isAllowed(licence)).toBe(false);
  });

  it('come with every text in the package, whatever it is called', () => {
    const files = { 'LICENCE.md': 'the licence', NOTICE: 'the notice', 'README.md': 'read me' };
    const { text } = readNotice(packageWith({ license: 'MIT' }, files), texts);
    expect(text).toBe('the licence\n\nthe notice');
  });

  it('are stored with each part of a text once, and read back as they were', () => {
    const one = {
      name: 'a',
      version: '1.0.0',
      licence: 'MIT',
      text: 'Copyright A\n\nDo as you like',
    };
    const packages = [
      one,
      { ...one, name: 'b', text: 'Copyright B\n\nDo as you like' },
      { ...one, name: 'c', text: 'Do not' },
    ];
    const stored = serializeNotices({ packages });
    expect(stored.split('Do as you like').length).toBe(2);
    expect(noticesSchema.parse(JSON.parse(stored))).toEqual(packages);
  });

  it('come with the standard text and the author when the package brings none', () => {
    const { text } = readNotice(packageWith({ license: 'MIT', author: 'A. Writer' }), texts);
    expect(text).toMatch(/^Copyright \(c\) A\. Writer\n\nPermission is hereby granted/);
    expect(() => readNotice(packageWith({ license: '0BSD' }), texts)).toThrow('no licence text');
  });

  it('are asked for when a package names none', () => {
    expect(() => readNotice(packageWith({}, { LICENSE: 'some' }), texts)).toThrow(
      'names no licence',
    );
  });
});

describe('what is bundled', () => {
  it('is told by the files of a bundle: the nearest package that has a name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-bundle-'));
    const inner = join(folder, 'node_modules/outer/node_modules/@scope/inner');
    mkdirSync(join(inner, 'dist/esm'), { recursive: true });
    writeFileSync(join(inner, 'package.json'), '{"name":"@scope/inner","version":"1.0.0"}');
    writeFileSync(join(inner, 'dist/esm/package.json'), '{"type":"module"}');
    const ids = [
      join(folder, 'src/index.ts'),
      join(inner, 'dist/esm/index.js'),
      `\0${join(inner, 'dist/esm/style.css')}?used#x`,
      '\0vite/preload-helper.js',
      '\0virtual',
    ];
    expect(packagesOf(ids, folder)).toEqual([
      'node_modules/outer/node_modules/@scope/inner',
      'node_modules/vite',
    ]);
  });
});

describe('ELK', () => {
  const resolveId = withoutElk().resolveId as unknown as (
    source: string,
    importer?: string,
  ) => string | null;
  const mermaid = join(root, 'node_modules/mermaid/dist/chunks/mermaid.core/chunk-A.mjs');

  it.each(['elkjs', 'elkjs/lib/elk.bundled.js'])('fails the build as %s', (source) => {
    expect(() => resolveId(source, mermaid)).toThrow('ELK must not be bundled');
  });

  it("gives its place to Mermaid's dagre", () => {
    expect(resolveId('./elk-XV6XMXQE.mjs', mermaid)).toMatch(/mermaid\.core[\\/]dagre-\w+\.mjs$/);
    expect(resolveId('./elk-XV6XMXQE.mjs', join(root, 'src/a.ts'))).toBeNull();
    expect(resolveId('./dagre-SPEB5RXH.mjs', mermaid)).toBeNull();
  });
});
