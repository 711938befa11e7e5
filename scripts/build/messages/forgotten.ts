import type { UsedMessages } from './used-messages.ts';

/**
 * The messages that modules of a bundle name and that it does not have, each with its module. The
 * bundler finds modules in its own way; this shows that the sources were understood as it does.
 */
export function forgottenIn(
  modules: Iterable<string>,
  messages: Pick<UsedMessages, 'ofModule'>,
  has: (key: string) => boolean,
): readonly string[] {
  return [...modules].flatMap((id) =>
    [...messages.ofModule(id)].filter((key) => !has(key)).map((key) => `${id}: ${key}`),
  );
}
