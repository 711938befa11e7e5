import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkedPublisher } from '../../../scripts/package-check/build.ts';
import { publishedConfig } from '../../../scripts/packaging-config.ts';
import { missingFields, parsePublisher, readPublisher } from '../../../scripts/publisher.ts';

const root = join(import.meta.dirname, '../../..');
const nobody = {
  homepage: null,
  maintainer: null,
  securityContact: null,
  updateFeed: null,
  updateKeys: [],
};
const parse = (change: object): unknown => parsePublisher(JSON.stringify({ ...nobody, ...change }));

describe('what a publisher fills in', () => {
  it('is one file, each of whose fields is described', () => {
    const publisher = readPublisher(root);
    const text = readFileSync(join(root, 'docs/publishing.md'), 'utf8');
    for (const field of Object.keys(publisher)) expect(text).toContain(`\`${field}\``);
  });

  it('is named where it is missing', () => {
    expect(missingFields(parsePublisher(JSON.stringify(nobody)))).toEqual([
      'homepage',
      'maintainer',
      'securityContact',
    ]);
    expect(missingFields(checkedPublisher)).toEqual([]);
  });

  it.each([
    { homepage: 'http://parley.example' },
    { maintainer: 'Parley' },
    { maintainer: 'Parley <parley@localhost>' },
    { securityContact: 'somebody' },
    { updateFeed: 'https://updates.example' },
    { updateFeed: 'http://updates.example/', updateKeys: checkedPublisher.updateKeys },
    { updateFeed: 'https://updates.example/' },
    { updateKeys: ['short'] },
    { updateKeys: [1, 2, 3].map((byte) => Buffer.alloc(32, byte).toString('base64')) },
    { homePage: 'https://parley.example' },
  ])('is refused if it is wrong: %o', (change) => {
    expect(() => parse(change)).toThrow(/publisher\.json/);
  });

  it('goes into the packages', () => {
    expect(publishedConfig({ PARLEY_RELEASE: '1' }, checkedPublisher)).toEqual({
      extends: 'electron-builder.yml',
      extraMetadata: { homepage: 'https://parley.example/' },
      linux: { maintainer: 'Parley <parley@parley.example>' },
      publish: { provider: 'generic', url: 'https://updates.parley.example/' },
    });
  });

  it('leaves packages that nobody publishes without a feed and without made-up addresses', () => {
    const config = publishedConfig({}, parsePublisher(JSON.stringify(nobody)));
    expect(config).toMatchObject({ publish: null, extends: 'electron-builder.unsigned.yml' });
    expect(JSON.stringify(config)).toContain('parley@localhost');
    for (const name of ['package.json', 'electron-builder.yml', 'electron-builder.unsigned.yml']) {
      expect(readFileSync(join(root, name), 'utf8')).not.toContain('.invalid');
    }
  });
});
