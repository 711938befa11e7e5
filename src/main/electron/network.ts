import { app } from 'electron';

/** Where Chromium fetches dictionaries, when the person wants them; see spelling.ts. */
const dictionaryHosts = ['redirector.gvt1.com', '*.gvt1.com'];
/** Vite's server, with hot reload only: the build drops it. */
const ownHosts = import.meta.env.DEV ? ['localhost', '127.0.0.1', '[::1]'] : [];

/**
 * Leaves Chromium without names and addresses to connect to. The window loads nothing but our own
 * scheme, and models are asked by main without Chromium: whatever else would go out, be it a request,
 * a prefetch that no policy stops, or a habit of Chromium's own, goes nowhere. Must run before the app
 * is ready.
 */
export function closeNetwork(): void {
  const rules = [
    'MAP * ~NOTFOUND',
    ...[...dictionaryHosts, ...ownHosts].map((host) => `EXCLUDE ${host}`),
  ];
  app.commandLine.appendSwitch('host-resolver-rules', rules.join(','));
}
