import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeSbom } from '../../../scripts/notices/sbom.ts';
import { noticesSchema } from '../../../src/shared/model/notices.ts';

const file = join(import.meta.dirname, '../../../resources/third-party-notices.json');
const packages = noticesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const subject = { name: 'parley', version: '1.2.3', epoch: 1_700_000_000 };

describe('the bill of materials', () => {
  it('names everything that is bundled, once, with its licence', () => {
    const { components } = JSON.parse(makeSbom(packages, subject)) as {
      readonly components: readonly Readonly<Record<string, string>>[];
    };
    expect(components.length).toBe(packages.length);
    expect(new Set(components.map((component) => component['bom-ref'])).size).toBe(packages.length);
    for (const { purl } of components) {
      expect(purl ?? 'pkg:npm/x@1').toMatch(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d[\w.+-]*$/);
    }
    expect(components).toContainEqual(
      expect.objectContaining({ name: 'electron', licenses: [{ expression: 'MIT' }] }),
    );
  });

  it('is the same for the same, and another for another', () => {
    const one = makeSbom(packages, subject);
    expect(makeSbom(packages, subject)).toBe(one);
    expect(one).toContain('"timestamp": "2023-11-14T22:13:20.000Z"');
    expect(one).toMatch(/urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}/);
    const other = makeSbom(packages.slice(1), subject);
    expect(/urn:uuid:\S+/.exec(other)).not.toEqual(/urn:uuid:\S+/.exec(one));
  });
});
