/** What only a publisher can say: `publisher.json`, which docs/publishing.md describes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The file of the publisher, at the root of the project. */
export const publisherFile = 'publisher.json';

/** An Ed25519 public key: the 32 bytes in base64. */
const updateKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);

const schema = z.strictObject({
  homepage: z.url({ protocol: /^https$/ }).nullable(),
  maintainer: z
    .string()
    .regex(/^[^<>\n]+ <[^<>@\s]+@[^<>@\s]+\.[^<>@\s.]+>$/)
    .nullable(),
  securityContact: z.union([z.email(), z.url({ protocol: /^https$/ })]).nullable(),
  updateFeed: z
    .url({ protocol: /^https$/ })
    .endsWith('/')
    .nullable(),
  updateKeys: z.array(updateKey).max(2),
});

/** The fields of {@link publisherFile}; null is what nobody has filled in yet. */
export type Publisher = Readonly<z.infer<typeof schema>>;

/** Reads what a publisher has filled in. Throws what is wrong with it. */
export function parsePublisher(text: string): Publisher {
  const read = schema.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${publisherFile}: ${z.prettifyError(read.error)}`);
  const { updateFeed, updateKeys } = read.data;
  if (updateFeed !== null && updateKeys.length === 0) {
    throw new Error(`${publisherFile}: updateFeed needs a key in updateKeys.`);
  }
  return read.data;
}

/** The publisher of the project in `root`. */
export function readPublisher(root: string): Publisher {
  return parsePublisher(readFileSync(join(root, publisherFile), 'utf8'));
}

/** The fields that a release needs and that are not filled in. Without a feed there are no updates. */
export function missingFields(publisher: Publisher): readonly string[] {
  const needed = ['homepage', 'maintainer', 'securityContact'] as const;
  return needed.filter((field) => publisher[field] === null);
}
