import { app } from 'electron';

/** Where Chromium downloads dictionaries if the person wants them; see spelling.ts. */
const dictionaryHosts = ['redirector.gvt1.com', '*.gvt1.com'];
/** Vite's dev server; dropped from production builds. */
const ownHosts = import.meta.env.DEV ? ['localhost', '127.0.0.1', '[::1]'] : [];

/**
 * Blocks all network access of Chromium. The window loads nothing but our own scheme, and main
 * talks to models without Chromium. Whatever else Chromium would send, be it a request, a prefetch
 * that no policy stops or background traffic, goes nowhere. Must run before the app is ready.
 */
export function closeNetwork(): void {
  const rules = [
    'MAP * ~NOTFOUND',
    ...[...dictionaryHosts, ...ownHosts].map((host) => `EXCLUDE ${host}`),
  ];
  app.commandLine.appendSwitch('host-resolver-rules', rules.join(','));
}
