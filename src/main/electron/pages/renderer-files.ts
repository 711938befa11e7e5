import { readFile, realpath } from 'node:fs/promises';
import { extname, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../../disk/file-system.ts';
import { packedEnding } from '../../disk/packed-ending.ts';
import { resolveInside } from './safe-path.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.json': 'application/json; charset=utf-8',
};

/**
 * No inline or foreign script, no eval, no request to anything but our own files; see DESIGN.md §5.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  // Our own pages without an origin (below), and previews that the window creates itself.
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/**
 * For the pages in `sandbox/`, which process a model's output with code that needs `innerHTML`.
 * They have no origin and so no storage, no bridge and no access to the window; they have no
 * network; and only we can frame them.
 */
const sandboxPolicy = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  // Previews: an image, or an inner page that runs nothing.
  'img-src data: blob:',
  'frame-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** The default headers of every response from our scheme. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The only page that is the window itself; all our other documents run without an origin. */
const windowPage = 'index.html';

/** Answers with an error message, for a file that does not exist or is not allowed. */
export function refuse(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain', ...securityHeaders },
  });
}

/**
 * The headers of a file; `name` is relative to the renderer's folder, with `/`. A page without an
 * origin may load our scripts, which contain no secrets, and nothing else.
 */
function headersFor(name: string): Record<string, string> {
  const extension = extname(name);
  const isSandbox = extension === '.html' && name !== windowPage;
  return {
    'content-type': contentTypes[extension] ?? 'application/octet-stream',
    ...securityHeaders,
    ...(isSandbox ? { 'content-security-policy': sandboxPolicy } : {}),
    ...(extension === '.js' ? { 'access-control-allow-origin': 'null' } : {}),
  };
}

/** The language of a page, and the direction of its layout. */
export interface PageLanguage {
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  /** The sentence that the page shows if it cannot load any messages. */
  readonly wordsMissing: string;
}

/**
 * A page that says its language, so that nothing of it is laid out in another one first, and that
 * fetches the messages along with its scripts (see `scripts/build/messages/split-catalogues.ts`).
 */
function inLanguage(html: string, { tag, direction, wordsMissing }: PageLanguage): string {
  const words = wordsMissing.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const said = `<html lang="${tag}" dir="${direction}" data-words-missing="${words}">`;
  return html
    .replace('<html lang="en">', () => said)
    .replace(`<link rel="catalogue" hreflang="${tag}"`, '<link rel="modulepreload"');
}

/** The longest file that is unpacked (bytes): many times as long as our longest. */
const maxUnpacked = 32 * 1024 * 1024;

/** Where a file really is. The build has packed some of our scripts and decoders. */
async function findFile(named: string): Promise<{ file: string; isPacked: boolean }> {
  try {
    return { file: await realpath(named), isPacked: false };
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return { file: await realpath(named + packedEnding), isPacked: true };
  }
}

/** Off this thread. Electron decodes no `content-encoding` of our scheme. */
async function readUnpacked(file: string): Promise<Buffer<ArrayBuffer>> {
  // Nothing of the first view is packed.
  const { brotliDecompress } = await import('node:zlib');
  return promisify(brotliDecompress)(await readFile(file), { maxOutputLength: maxUnpacked });
}

/**
 * Answers with a file of the built renderer. The file system resolves the path, after decoding,
 * repeated slashes, links and letter case; the resulting file decides the policy, so that no
 * spelling of a path gives a sandboxed page the rights of the window. `language` is that of the window's
 * page.
 */
export async function rendererFile(
  root: string,
  pathname: string,
  language: PageLanguage = { tag: 'en', direction: 'ltr', wordsMissing: '' },
): Promise<Response> {
  const named = resolveInside(root, pathname);
  if (named === null) return refuse(404, 'Not found');
  try {
    const [base, { file, isPacked }] = await Promise.all([realpath(root), findFile(named)]);
    // A packed file has no name of its own.
    if (!file.startsWith(base + sep) || file.endsWith(packedEnding) !== isPacked) {
      return refuse(404, 'Not found');
    }
    const path = relative(base, file).split(sep).join('/');
    const name = isPacked ? path.slice(0, -packedEnding.length) : path;
    const headers = headersFor(name);
    if (isPacked) return new Response(await readUnpacked(file), { headers });
    if (name !== windowPage) return new Response(await readFile(file), { headers });
    return new Response(inLanguage(await readFile(file, 'utf8'), language), { headers });
  } catch {
    return refuse(404, 'Not found');
  }
}
