import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol } from 'electron';
import { attachmentIn } from './attachments/response.ts';
import { appHost, appScheme } from './origin.ts';
import { resolveInside } from './safe-path.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

/** No inline or foreign script, no eval, no request to anywhere but our own files; see DESIGN.md §5. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  // Our own pages of no origin (below), and previews that the window makes itself.
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/**
 * For the pages in `sandbox/`, which read what a model wrote with code that needs `innerHTML`: they have no
 * origin and so no storage, no bridge and no way into the window; no network; and only we can frame them.
 */
const sandboxPolicy = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  // Previews: an image, or a page inside that runs nothing.
  'img-src data: blob:',
  'frame-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * Must run before the app is ready. `codeCache` lets V8 keep compiled scripts between starts; with
 * `corsEnabled` a page of no origin may ask for the scripts that `headersFor` lets it have.
 */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        corsEnabled: true,
        codeCache: true,
      },
    },
  ]);
}

function refuse(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain', ...securityHeaders },
  });
}

/** What a file is sent with. A page of no origin may load our scripts, which hold no secret, and nothing else. */
function headersFor(file: string, isSandbox: boolean): Record<string, string> {
  const extension = extname(file);
  return {
    'content-type': contentTypes[extension] ?? 'application/octet-stream',
    ...securityHeaders,
    ...(isSandbox ? { 'content-security-policy': sandboxPolicy } : {}),
    ...(extension === '.js' ? { 'access-control-allow-origin': 'null' } : {}),
  };
}

/** A page that main made, for a window of its own: it is another origin than ours, and runs nothing. */
const pagePolicy = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'";
const pageHost = 'page';
const pages = new Map<string, string>();

/** Puts a page where a window can load it, until it is released. */
export function servePage(html: string): { readonly url: string; readonly release: () => void } {
  const path = `/${randomUUID()}`;
  pages.set(path, html);
  return { url: `${appScheme}://${pageHost}${path}`, release: () => pages.delete(path) };
}

function pageResponse(path: string): Response {
  const html = pages.get(path);
  if (html === undefined) return refuse(404, 'Not found');
  const headers = {
    ...securityHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': pagePolicy,
  };
  return new Response(html, { headers });
}

/** Serves the built renderer as `app://parley/`, and attachments as `app://parley/attachments/<sha256>`. */
export function serveRenderer(
  root: string,
  attachments: (sha256: string) => Promise<Response | null>,
): void {
  protocol.handle(appScheme, async (request) => {
    const url = new URL(request.url);
    if (url.host === pageHost && request.method === 'GET') return pageResponse(url.pathname);
    if (url.host !== appHost) return refuse(404, 'Not found');
    if (request.method !== 'GET') return refuse(405, 'Not allowed');
    const attachment = attachmentIn(url.pathname);
    if (attachment !== null) {
      // A file that is gone, or cannot be read: the window says so in its place.
      const response = await attachments(attachment).catch(() => null);
      return response ?? refuse(404, 'Not found');
    }
    const file = resolveInside(root, url.pathname);
    if (file === null) return refuse(404, 'Not found');
    try {
      const body = await readFile(file);
      const isSandbox = url.pathname.startsWith('/sandbox/');
      return new Response(body, { headers: headersFor(file, isSandbox) });
    } catch {
      return refuse(404, 'Not found');
    }
  });
}
