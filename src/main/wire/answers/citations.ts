import type { Part } from '../../../shared/model/conversation.ts';
import { asArray, asObject, asText, type Json } from '../json.ts';

type CitationPart = Extract<Part, { kind: 'citation' }>;

/** A citation as a server sends it. */
export interface ReadCitation {
  readonly url: string;
  /** '' if the server sends no title. */
  readonly title: string;
  /** The quoted passage; '' if the server sends none. */
  readonly passage: string;
}

/** The most citations of one answer. */
const maxCitations = 100;
/** Limits below are in UTF-16 code units. */
const longestUrl = 8192;
const longestTitle = 300;
const longestPassage = 2000;

function read(value: unknown): ReadCitation {
  if (typeof value === 'string') return { url: value, title: '', passage: '' };
  const object = asObject(value) ?? {};
  return {
    url: asText(object['url']),
    title: asText(object['title']) || asText(object['name']),
    passage: asText(object['snippet']) || asText(object['content']),
  };
}

/**
 * Reads the citations of a chunk or a whole answer: `citations` of Perplexity and xAI, which the
 * text numbers from 1; Perplexity's `search_results`, which have titles; and `url_citation`
 * annotations of OpenAI and OpenRouter.
 */
export function readCitations(chunk: Json, message: Json): readonly ReadCitation[] {
  const listed = [...asArray(chunk['citations']), ...asArray(message['citations'])];
  const found = asArray(chunk['search_results']);
  const annotated = asArray(message['annotations']).flatMap((each) => {
    const annotation = asObject(each) ?? {};
    const cited = annotation['url_citation'] ?? (annotation['url'] === undefined ? null : each);
    return cited === null ? [] : [cited];
  });
  return [...listed, ...found, ...annotated].map(read);
}

/** Collects the citations of an answer; some servers repeat them with every chunk. */
export function createCitations(): {
  readonly add: (citations: readonly ReadCitation[]) => void;
  readonly parts: () => readonly CitationPart[];
} {
  const byUrl = new Map<string, ReadCitation>();
  return {
    add(citations) {
      for (const { url, title, passage } of citations) {
        const known = byUrl.get(url);
        const isWeb = /^https?:\/\//i.test(url) && url.length <= longestUrl && URL.canParse(url);
        if (known === undefined && (!isWeb || byUrl.size >= maxCitations)) continue;
        byUrl.set(url, {
          url,
          title: known?.title || title.slice(0, longestTitle),
          passage: known?.passage || passage.slice(0, longestPassage),
        });
      }
    },
    parts: () =>
      [...byUrl.values()].map(({ url, title, passage }, at) => ({
        kind: 'citation',
        url,
        title: title || new URL(url).host,
        ...(passage === '' ? {} : { passage }),
        from: 'provider',
        number: at + 1,
      })),
  };
}
