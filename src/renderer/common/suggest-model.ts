import { isNotForChat } from '../../shared/model/chat-models.ts';

/** Models that chat, but not as one would expect of the first one. */
const notFirst = /search-api|instruct|guard/iu;

/** A plain name such as `gpt-5.4`, without a size, date or preview behind it. */
const plainGpt = /^gpt-(\d+(?:\.\d+)?)$/u;

/**
 * Picks a model to begin with from what a server lists: the newest plain `gpt-…` if there is one,
 * else the first that looks like a chat model. null if the list is empty.
 */
export function suggestModel(ids: readonly string[]): string | null {
  const newest = ids
    .map((id) => ({ id, version: Number(plainGpt.exec(id)?.[1] ?? Number.NaN) }))
    .filter(({ version }) => !Number.isNaN(version))
    .sort((a, b) => b.version - a.version)[0];
  return newest?.id ?? ids.find((id) => !isNotForChat(id) && !notFirst.test(id)) ?? ids[0] ?? null;
}
