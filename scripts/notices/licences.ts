import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import satisfies from 'spdx-satisfies';
import type { PackageNotice } from '../../src/shared/model/notices.ts';

/**
 * Licences under which Parley may ship code: all permit use and redistribution, and require at most
 * a notice.
 */
export const allowedLicences = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
];

interface Description {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly author?: string | { readonly name?: string };
}

const licenceFile = /^(?:licen[cs]e|copying|notice|unlicense|ofl)(?:[.-].*)?$/i;

/** Packages whose package.json names no licence; their licence file was read by hand. */
const readByHand: Readonly<Record<string, string>> = { khroma: 'MIT' };

/** The licence texts in a package's folder, concatenated. */
function textIn(folder: string): string {
  return readdirSync(folder)
    .filter((name) => licenceFile.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}

/**
 * Drops the licences of code bundled into a build tool (Vite, Rolldown). Only the tool's helpers, a
 * few lines of its own code, end up in our bundle.
 */
function ownText(text: string): string {
  return text.replace(/\n#+ Licenses of bundled dependencies[^]*$/i, '').trim();
}

/** Reads the notice of a package. Throws an Error that says what is missing. */
export function readNotice(folder: string, standardTexts: string): PackageNotice {
  const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Description;
  const { name, version } = description;
  const { license = readByHand[name] } = description;
  if (typeof license !== 'string') {
    throw new Error(`${name} ${version} names no licence: read it, and add it to readByHand.`);
  }
  const text = ownText(textIn(folder)) || standardText(description, standardTexts);
  return { name, version, licence: license, text };
}

/**
 * For a package that names a licence but ships no text: the standard text, with the package's
 * author.
 */
function standardText({ name, version, license, author }: Description, folder: string): string {
  const holder = typeof author === 'string' ? author : author?.name;
  try {
    const text = readFileSync(join(folder, `${String(license)}.txt`), 'utf8').trim();
    return holder === undefined ? text : `Copyright (c) ${holder}\n\n${text}`;
  } catch {
    throw new Error(`${name} ${version} has no licence text: add one to ${folder}.`);
  }
}

/** True if a licence, or one of its alternatives, is allowed. */
export function isAllowed(licence: string): boolean {
  try {
    return satisfies(licence, allowedLicences);
  } catch {
    // Not an SPDX expression, such as "SEE LICENSE IN …".
    return false;
  }
}
