import type { Client } from '../../src/shared/contract/client.ts';

/** A window that ignores events. */
export const deafClient: Client = { id: 1, send: () => undefined };

type Asked<H> = {
  readonly [K in keyof H]: H[K] extends (input: infer I, client: Client) => infer R
    ? (input: I) => R
    : never;
};

/** Handlers as called by one window. */
export function asClient<H extends object>(handlers: H, client = deafClient): Asked<H> {
  const entries = Object.entries(handlers) as [
    string,
    (input: unknown, client: Client) => unknown,
  ][];
  const asked = entries.map(([name, handler]) => [
    name,
    (input: unknown) => handler(input, client),
  ]);
  return Object.fromEntries(asked) as Asked<H>;
}
