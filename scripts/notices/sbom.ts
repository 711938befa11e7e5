import { createHash } from 'node:crypto';
import type { PackageNotice } from '../../src/shared/model/notices.ts';

/** The program that the list is about. */
export interface Subject {
  readonly name: string;
  readonly version: string;
  /** The time of the build, in seconds. */
  readonly epoch: number;
}

function componentOf({ name, version, licence }: PackageNotice): object {
  // Carried code and data have no version of their own on npm.
  const isFromNpm = /^\d/.test(version);
  const [scope, plain] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const path = scope === undefined ? plain : `${encodeURIComponent(scope)}/${plain}`;
  return {
    type: 'library',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    licenses: [{ expression: licence }],
    ...(isFromNpm ? { purl: `pkg:npm/${path}@${version}` } : {}),
  };
}

/** A UUID made of what it names, so that two builds of the same have the same. */
function uuidOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `5${hash.slice(13, 16)}`];
  return [...parts, `8${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
}

/** The software bill of materials of a build, in CycloneDX 1.6: what is bundled, and Electron. */
export function makeSbom(packages: readonly PackageNotice[], subject: Subject): string {
  const components = packages.map(componentOf);
  const { name, version, epoch } = subject;
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([name, version, components]))}`,
    version: 1,
    metadata: {
      timestamp: new Date(epoch * 1000).toISOString(),
      component: { type: 'application', 'bom-ref': `${name}@${version}`, name, version },
    },
    components,
  };
  return `${JSON.stringify(bom, null, 1)}\n`;
}
