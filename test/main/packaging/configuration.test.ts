import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import source from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { linkScheme } from '../../../src/shared/model/arrival/link.ts';
import { appId } from '../../../src/main/electron/identity/app-id.ts';
import { readCatalogues } from '../../../scripts/desktop-words.ts';
import { macWords } from '../../../scripts/mac-words.ts';
import { packagingConfig, publishedConfig } from '../../../scripts/packaging-config.ts';
import { checkedPublisher } from '../../../scripts/package-check/build.ts';

const root = join(import.meta.dirname, '../../..');

interface Packaging {
  readonly forceCodeSigning?: boolean;
  readonly artifactName?: string;
  readonly files?: readonly string[];
  readonly mac?: Readonly<Record<string, unknown>>;
  readonly win?: Readonly<Record<string, unknown>>;
  readonly [more: string]: unknown;
}

/** electron-builder's own configuration reader and schema, which the package does not export. */
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { getConfig, validateConfiguration } = builder('app-builder-lib/out/util/config/config') as {
  getConfig: (folder: string, file: string, more: null) => Promise<Packaging>;
  validateConfiguration: (config: Packaging, logger: unknown) => Promise<void>;
};
const { DebugLogger } = builder('builder-util') as { DebugLogger: new (on: boolean) => unknown };

const read = (environment: Readonly<Record<string, string>>): Promise<Packaging> =>
  getConfig(root, packagingConfig(environment), null);
const check = (config: Packaging): Promise<void> =>
  validateConfiguration(config, new DebugLogger(false));

const release = await read({ PARLEY_RELEASE: '1' });
const other = await read({});

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<
  Record<string, unknown>
>;

describe('a package', () => {
  it('tells menus of desktops in each language what Parley is', async () => {
    const catalogues = {
      'pt-BR': { 'about.description': 'Um bate-papo.', 'action.quick_ask': 'Pergunta rápida' },
    };
    const folder = mkdtempSync(join(tmpdir(), 'parley-package-'));
    const file = join(folder, 'config.json');
    const published = publishedConfig({}, checkedPublisher, catalogues);
    writeFileSync(file, JSON.stringify(published));
    const config = await getConfig(root, file, null);
    rmSync(folder, { recursive: true });
    await check(structuredClone(config));
    expect(config).toMatchObject({
      linux: { icon: 'icons', desktop: { entry: { 'Comment[pt_BR]': 'Um bate-papo.' } } },
      deb: {
        desktop: {
          entry: { Actions: 'quick-ask;' },
          desktopActions: {
            'quick-ask': { Name: 'Quick ask', 'Name[pt_BR]': 'Pergunta rápida' },
          },
        },
      },
    });
  });

  it('says in each language what macOS shows of it', async () => {
    const catalogues = readCatalogues(root);
    const published = publishedConfig({}, checkedPublisher, catalogues);
    const folder = mkdtempSync(join(tmpdir(), 'parley-package-'));
    writeFileSync(join(folder, 'config.json'), JSON.stringify(published));
    const config = await getConfig(root, join(folder, 'config.json'), null);
    rmSync(folder, { recursive: true });
    await check(structuredClone(config));
    expect(config.mac).toMatchObject({
      icon: 'icon.icns',
      electronLanguages: ['en', ...Object.keys(catalogues)],
      extraResources: [{ from: join('.cache', 'mac-words'), to: '.' }],
    });
    const files = macWords(catalogues);
    expect(files.size).toBe(Object.keys(catalogues).length);
    expect(files.get(join('de.lproj', 'InfoPlist.strings'))).toContain(
      '"PNG picture" = "PNG-Bild";\n',
    );
    expect([...files.keys()]).toContain(join('zh_CN.lproj', 'InfoPlist.strings'));

    // English: exactly what the configuration says, but for names.
    const english = macWords({ en: source }).get(join('en.lproj', 'InfoPlist.strings')) ?? '';
    const said = [...english.matchAll(/^"(.*)" = "(.*)";$/gmu)].map(([, name, words]) => [
      name,
      words,
    ]);
    const { extendInfo, fileAssociations } = release.mac as {
      readonly extendInfo: Readonly<Record<string, string>>;
      readonly fileAssociations: readonly { readonly name: string }[];
    };
    const names = fileAssociations.map(({ name }) => name);
    expect(said).toEqual([
      ...Object.entries(extendInfo),
      ...names.filter((name) => !['Markdown', 'PDF'].includes(name)).map((name) => [name, name]),
    ]);
    expect(macWords({ 'xx-YY': { 'package.text': 'a "b" \\' } })).toEqual(
      new Map([[join('xx_YY.lproj', 'InfoPlist.strings'), '"Text" = "a \\"b\\" \\\\";\n']]),
    );
  });

  it.each([
    ['a release', release],
    ['any other', other],
  ])('is configured as electron-builder expects: %s', async (_name, config) => {
    await check(structuredClone(config));
    await expect(check({ ...structuredClone(config), forceCodeSign: true })).rejects.toThrow(
      'forceCodeSign',
    );
  });

  it('of a release is signed, or fails', () => {
    expect(release.forceCodeSigning).toBe(true);
    expect(release.artifactName).not.toContain('unsigned');
    expect(release.mac).not.toHaveProperty('identity');
    expect(release.mac?.['hardenedRuntime']).toBe(true);
    expect(release.win).not.toHaveProperty('signExecutable');
  });

  it.each([{}, { PARLEY_RELEASE: '' }, { PARLEY_RELEASE: '0' }, { PARLEY_RELEASE: 'yes' }])(
    'without PARLEY_RELEASE=1 is named unsigned: %o',
    async (environment) => {
      const config = await read(environment);
      expect(config.artifactName).toContain('-unsigned.');
      expect(config.forceCodeSigning).toBe(false);
      // No target may have a name that hides that it is unsigned.
      for (const target of Object.values(config)) {
        const { artifactName } = { artifactName: '-unsigned.', ...(target as object | null) };
        expect(artifactName).toContain('-unsigned.');
      }
    },
  );

  it('has the same fuses, files and entitlements either way', () => {
    for (const key of ['electronFuses', 'files', 'asar', 'appId'] as const) {
      expect(other[key]).toEqual(release[key]);
    }
    expect(other.mac?.['entitlements']).toBe(release.mac?.['entitlements']);
  });

  it('brings the notices of third parties', () => {
    expect(JSON.stringify(release.files)).toContain('resources/third-party-notices.json');
  });

  it('asks macOS for nothing but compiling JavaScript', () => {
    for (const name of ['entitlements', 'entitlementsInherit']) {
      const plist = readFileSync(join(root, String(release.mac?.[name])), 'utf8');
      expect([...plist.matchAll(/<key>(.*?)<\/key>/g)].map(([, key]) => key)).toEqual([
        'com.apple.security.cs.allow-jit',
      ]);
      // codesign rejects some files with comments.
      expect(plist).not.toContain('<!--');
    }
  });

  it('has one identity everywhere, which desktop portals accept', () => {
    const { desktopName } = manifest;
    expect(release['appId']).toBe(appId);
    expect(desktopName).toBe(`${appId}.desktop`);
    // What xdg-desktop-portal takes for the id of a program: letters, digits and dots.
    expect(appId).toMatch(/^[a-z]+(?:\.[a-z]+)*\.[A-Z][a-z]+$/);
    expect(release['linux']).toMatchObject({ syncDesktopName: true });
  });

  it('keeps the names by which existing data folders are found', () => {
    // Electron names the data folder after `productName`, or else `name`.
    expect(manifest).toMatchObject({ productName: 'Parley', name: 'parley' });
    expect(release['productName']).toBe('Parley');
    expect(release['extraMetadata']).toBeUndefined();
  });

  it('opens links, and is offered for files without becoming their default', () => {
    const { mac, win, linux } = release;
    expect(mac?.['protocols']).toEqual([{ name: 'Parley', schemes: [linkScheme] }]);
    const files = mac?.['fileAssociations'] as readonly Readonly<Record<string, string>>[];
    expect(files.length).toBeGreaterThan(5);
    for (const { rank, role } of files) expect([rank, role]).toEqual(['Alternate', 'Viewer']);
    const types = [`x-scheme-handler/${linkScheme}`, ...files.map(({ mimeType }) => mimeType)];
    expect(linux).toMatchObject({ executableArgs: ['--'], mimeTypes: [...new Set(types)] });
    // NSIS would make Parley the default.
    expect(win).not.toHaveProperty('fileAssociations');
    expect(linux).not.toHaveProperty('fileAssociations');
    expect(release).not.toHaveProperty('fileAssociations');
  });

  it('has icons of every size in the shape of each system', () => {
    for (const [system, icon] of [
      ['mac', 'icon.icns'],
      ['win', 'icon.ico'],
      ['linux', 'icons'],
    ] as const) {
      expect(release[system]).toMatchObject({ icon });
    }
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
    const ico = readFileSync(join(root, 'resources/icon.ico'));
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_none, at) => {
      const offset = ico.readUInt32LE(6 + 16 * at + 12);
      expect(ico.subarray(offset, offset + 4)).toEqual(png);
      const width = ico.readUInt32BE(offset + 16);
      expect(ico.readUInt8(6 + 16 * at)).toBe(width % 256);
      return width;
    });
    expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 256]);
    const icns = readFileSync(join(root, 'resources/icon.icns'));
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const names: string[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      names.push(icns.toString('latin1', at, at + 4));
      expect(icns.subarray(at + 8, at + 12)).toEqual(png);
    }
    expect(names.sort().join(' ')).toBe('ic07 ic08 ic09 ic10 ic11 ic12 ic13 ic14 icp4 icp5');
  });
});
