import { isNotForChat } from '../../shared/model/chat-models.ts';

/** Chat models that are unsuitable as a first choice. */
const notFirst = /search-api|instruct|guard/iu;

/** A plain name such as `gpt-5.4`, without a size, date or preview suffix. */
const plainGpt = /^gpt-(\d+(?:\.\d+)?)$/u;

/**
 * Picks an initial model from a server's list: the newest plain `gpt-…`, or else the first that
 * looks like a chat model. Null if the list is empty.
 */
export function suggestModel(ids: readonly string[]): string | null {
  const newest = ids
    .map((id) => ({ id, version: Number(plainGpt.exec(id)?.[1] ?? Number.NaN) }))
    .filter(({ version }) => !Number.isNaN(version))
    .sort((a, b) => b.version - a.version)[0];
  return newest?.id ?? ids.find((id) => !isNotForChat(id) && !notFirst.test(id)) ?? ids[0] ?? null;
}
