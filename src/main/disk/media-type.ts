import { basename } from 'node:path/posix';
import { t } from '../../shared/language/translate.ts';

/** File types by their first bytes; the name or an export may be wrong about the type. */
const signatures: readonly (readonly [type: string, offset: number, bytes: string])[] = [
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/gif', 0, '474946383761'],
  ['image/gif', 0, '474946383961'],
  ['image/webp', 8, '57454250'],
  ['image/bmp', 0, '424d'],
  ['image/avif', 4, '6674797061766966'],
  ['image/avif', 4, '6674797061766973'],
  ['application/pdf', 0, '255044462d'],
  ['application/zip', 0, '504b0304'],
  ['application/x-ole-storage', 0, 'd0cf11e0a1b11ae1'],
  ['application/rtf', 0, '7b5c727466'],
  ['image/tiff', 0, '49492a00'],
  ['image/tiff', 0, '4d4d002a'],
  ['audio/wav', 8, '57415645'],
  ['audio/mpeg', 0, '494433'],
  ['audio/ogg', 0, '4f676753'],
  ['video/mp4', 4, '66747970'],
];

const byExtension: ReadonlyMap<string, string> = new Map([
  ['txt', 'text/plain'],
  ['md', 'text/markdown'],
  ['csv', 'text/csv'],
  ['json', 'application/json'],
  ['html', 'text/html'],
  ['htm', 'text/html'],
  ['xhtml', 'text/html'],
  ['mhtml', 'multipart/related'],
  ['mht', 'multipart/related'],
  ['svg', 'image/svg+xml'],
  ['pdf', 'application/pdf'],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['odt', 'application/vnd.oasis.opendocument.text'],
  ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['odp', 'application/vnd.oasis.opendocument.presentation'],
  ['epub', 'application/epub+zip'],
  ['eml', 'message/rfc822'],
  ['ipynb', 'application/x-ipynb+json'],
]);

/** Images that a window shows without asking; SVG is a document and stays a file. */
const shownImages = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'image/avif',
]);

/** The media type of a file, by its first bytes (16 are enough), otherwise by its name. */
export function mediaTypeOf(start: Uint8Array, name: string): string {
  const head = Buffer.from(start.subarray(0, 16)).toString('hex');
  const known = signatures.find(([, offset, bytes]) => head.startsWith(bytes, offset * 2))?.[0];
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const named = byExtension.get(extension);
  if (known === 'application/zip' && named !== undefined) return named;
  return known ?? named ?? 'application/octet-stream';
}

/** True if a file of this type may be shown as a picture. */
export function isImage(mediaType: string): boolean {
  return shownImages.has(mediaType);
}

/** The usual extension for a type, with its dot; empty if there is none. */
export function extensionFor(mediaType: string): string {
  switch (mediaType) {
    case 'image/png':
      return '.png';
    case 'image/jpeg':
      return '.jpg';
    case 'image/gif':
      return '.gif';
    case 'image/webp':
      return '.webp';
    case 'image/bmp':
      return '.bmp';
    case 'image/avif':
      return '.avif';
    case 'audio/wav':
      return '.wav';
    case 'audio/mpeg':
      return '.mp3';
    case 'audio/ogg':
      return '.ogg';
    case 'video/mp4':
      return '.mp4';
    case 'application/pdf':
      return '.pdf';
    case 'text/plain':
      return '.txt';
    case 'text/markdown':
      return '.md';
    default:
      for (const [extension, type] of byExtension) if (type === mediaType) return `.${extension}`;
      return '';
  }
}

/** Longest stored file name (UTF-16 code units). */
const longestName = 200;

/**
 * The name of a file as stored and shown: without folders, line breaks and other control
 * characters, and without direction marks, so that `fdp.exe` cannot pass as `exe.pdf`.
 */
export function shortName(name: string): string {
  const clean = (basename(name.replaceAll('\\', '/')) || name).toWellFormed();
  const whole = clean.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
  if (whole.length <= longestName) return whole || t('file.unnamed');
  // The extension says what a file is, so it is preserved.
  const ending = /(?:\.tar)?\.[\p{L}\p{N}]{1,12}$/u.exec(whole)?.[0] ?? '';
  const start = whole.slice(0, longestName - ending.length - 1);
  // Drop half a surrogate pair at the cut.
  return `${start.replace(/[\ud800-\udbff]$/, '')}…${ending}`;
}
