import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const peerSchema = z.strictObject({
  /** With its version, as it is printed. */
  name: z.string().min(1),
  /** The folder of its built page, relative to `peer.json`. */
  files: z.string().min(1),
  /** The address of its chat, from the root of its own server. */
  start: z.string().startsWith('/').default('/'),
  /**
   * What its own server would answer, by path. `/v1/…` goes to the provider of the bench, wherever
   * in a path it begins.
   */
  answers: z.record(z.string(), z.json()).default({}),
  /** Put into the page's storage before it is loaded. `{origin}` is the address of its server. */
  localStorage: z.record(z.string(), z.string()).default({}),
  /** Selectors: the box of the message, and the text of an answer. */
  composer: z.string().min(1),
  answer: z.string().min(1),
});

/** Another chat client whose built page is in a folder on this machine. */
export type Peer = Readonly<z.infer<typeof peerSchema>> & {
  /** Absolute. */
  readonly folder: string;
};

/**
 * The peers in this folder: each one in a folder of its own, with a `peer.json` that says how to
 * use it. Throws for one that makes no sense.
 */
export function peersIn(folder: string): readonly Peer[] {
  return readdirSync(folder)
    .toSorted()
    .filter((name) => existsSync(join(folder, name, 'peer.json')))
    .map((name) => {
      const text = readFileSync(join(folder, name, 'peer.json'), 'utf8');
      const peer = peerSchema.parse(JSON.parse(text));
      return { ...peer, folder: join(folder, name, peer.files) };
    });
}
