import { protocol } from 'electron';
import { attachmentIn } from '../../attachments/attachment-path.ts';
import { appHost, appScheme } from '../origin.ts';
import { refuse, type PageLanguage, rendererFile, securityHeaders } from './renderer-files.ts';

/**
 * Must run before the app is ready. `codeCache` lets V8 keep compiled scripts between starts.
 * `corsEnabled` lets a page without an origin request the scripts that `headersFor` allows.
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

/**
 * For a page that main generated for its own window: it has another origin than ours and runs no
 * scripts.
 */
const pagePolicy =
  "sandbox; default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'";
const pageHost = 'page';
const pages = new Map<string, string>();

/** Serves a page to a window until it is released. */
export function servePage(html: string): { readonly url: string; readonly release: () => void } {
  const path = `/${crypto.randomUUID()}`;
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

/**
 * Serves the built renderer as `app://parley/`, and attachments as
 * `app://parley/attachments/<sha256>`. Its page says the language in use.
 */
export function serveRenderer(
  root: string,
  attachments: (sha256: string) => Promise<Response | null>,
  language: () => PageLanguage,
): void {
  protocol.handle(appScheme, async (request) => {
    const url = new URL(request.url);
    if (url.host === pageHost && request.method === 'GET') return pageResponse(url.pathname);
    if (url.host !== appHost) return refuse(404, 'Not found');
    if (request.method !== 'GET') return refuse(405, 'Not allowed');
    const attachment = attachmentIn(url.pathname);
    if (attachment !== null) {
      // If a file is missing or unreadable, the window says so in its place.
      const response = await attachments(attachment).catch(() => null);
      return response ?? refuse(404, 'Not found');
    }
    return rendererFile(root, url.pathname, language());
  });
}
