/** The list of updates that `npm run release:sign` writes, see docs/updates.md. */
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  manifestLimits,
  manifestSchema,
  type PackageKind,
  type UpdateFile,
} from '../../src/main/updates/manifest.ts';
import { checkPackage } from '../../src/main/updates/packages/check-package.ts';
import { publicKeyOf, signManifest } from '../../src/main/updates/signature.ts';

/** Prefix that makes the 32 bytes of an Ed25519 private key a PKCS #8 key (RFC 8410). */
const pkcs8Start = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Reads a private key as {@link newKeys} prints it. Throws if it is none. */
export function privateKeyOf(text: string): KeyObject {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== 32) throw new Error('A key for updates has 32 bytes, in base64.');
  const key = Buffer.concat([pkcs8Start, bytes]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** A new pair of keys, in base64. */
export function newKeys(): { readonly publicKey: string; readonly privateKey: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    publicKey: publicKeyOf(privateKey),
    privateKey: bytes.subarray(pkcs8Start.length).toString('base64'),
  };
}

const kinds: Readonly<Record<string, PackageKind>> = {
  exe: 'nsis',
  zip: 'mac_zip',
  AppImage: 'app_image',
  deb: 'deb',
};
/** electron-builder's names of machines, which differ between kinds of packages. */
const machineNames: Readonly<Record<string, UpdateFile['machine']>> = {
  x64: 'x64',
  amd64: 'x64',
  x86_64: 'x64',
  arm64: 'arm64',
  aarch64: 'arm64',
};

/** Reads kind and machine from a package's name; null if it is no update, such as a dmg. */
export function packageOf(name: string): Pick<UpdateFile, 'kind' | 'machine'> | null {
  const [, arch = '', extension = ''] =
    /-(x64|amd64|x86_64|arm64|aarch64)(?:-unsigned)?\.(\w+)$/.exec(name) ?? [];
  const kind = kinds[extension];
  const machine = machineNames[arch];
  return kind === undefined || machine === undefined ? null : { kind, machine };
}

/** A release to be signed. */
export interface SignedRelease {
  /** The folder with the packages. */
  readonly folder: string;
  readonly version: string;
  readonly notes: string;
  readonly rollout: number;
  readonly issuedAt: string;
  /** One key, or two while one replaces the other. */
  readonly keys: readonly KeyObject[];
  /** What `publisher.json` says that programs trust. */
  readonly trusted: readonly string[];
}

/** Makes the list for all packages in a folder, each looked at as Parley will. Throws. */
export async function makeUpdateList(release: SignedRelease): Promise<string> {
  const { folder, version, notes, rollout, issuedAt, keys, trusted } = release;
  const foreign = keys.map(publicKeyOf).find((key) => !trusted.includes(key));
  if (foreign !== undefined) throw new Error(`No program trusts ${foreign}: see updateKeys.`);
  const files: UpdateFile[] = [];
  for (const name of readdirSync(folder).toSorted()) {
    const found = packageOf(name);
    if (found === null) continue;
    const path = join(folder, name);
    await checkPackage(path, found, version);
    const bytes = readFileSync(path);
    const sha512 = createHash('sha512').update(bytes).digest('hex');
    if (files.some(({ kind, machine }) => kind === found.kind && machine === found.machine)) {
      throw new Error(`There are two packages like ${name}.`);
    }
    files.push({ ...found, name, size: bytes.length, sha512 });
  }
  if (files.length === 0) throw new Error(`There is no package in ${folder}.`);
  const manifest = manifestSchema.parse({
    form: 1,
    product: 'app.parley.Parley',
    version,
    issuedAt,
    rollout,
    notes: notes.slice(0, manifestLimits.notes),
    files,
  });
  return `${JSON.stringify(signManifest(manifest, keys))}\n`;
}
