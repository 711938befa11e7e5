import type { RefusedParameter } from '../../shared/model/parameters/parameters.ts';

/**
 * A field of the Responses API that a server may refuse: the summary of the reasoning, reasoning in
 * encrypted form, or the wish that nothing is stored.
 */
export const withheldFields = ['summary', 'encrypted', 'store'] as const;
export type Withheld = (typeof withheldFields)[number];

/** A server's requirements beyond the format itself. */
export interface Needs {
  /**
   * Where `reasoning_content` is sent: back to the provider that sent it, in every assistant
   * message (empty if there is none), or nowhere.
   */
  readonly reasoning: 'returned' | 'everywhere' | 'nowhere';
  /**
   * How Gemini's call signatures are sent: as returned, with a documented placeholder for missing
   * ones, or with the placeholder for all.
   */
  readonly signatures: 'returned' | 'filled' | 'replaced';
  /** `nine`: nine letters and digits, as Mistral requires. */
  readonly callIds: 'any' | 'nine';
  readonly schemas: 'whole' | 'gemini';
  /** The model accepts no tools at all. */
  readonly refusesTools: boolean;
  /** The model sees nothing, so that pictures from tools and of earlier questions go in words. */
  readonly seesNothing: boolean;
  /** Tools that were refused, each by its name and a hash of its definition. */
  readonly leftOut: readonly string[];
  readonly refusedParameters: readonly RefusedParameter[];
  /** Fields of the Responses API that were refused. */
  readonly withheld: readonly Withheld[];
}

const hostOf = (baseUrl: string): string =>
  URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';

/**
 * Returns the requirements that are known from the address alone. They only hold where the maker of
 * a model serves it; those of other servers are learned from refusals. Gemini's schema subset is
 * valid JSON Schema, so it is used for Gemini models on any server.
 */
export function knownNeeds(baseUrl: string, model: string): Needs {
  const host = hostOf(baseUrl);
  const isGoogle = /(?:^|\.)(?:generativelanguage|aiplatform)\.googleapis\.com$/.test(host);
  const isMistral = /(?:^|\.)mistral\.ai$/.test(host);
  const isDeepSeek = /(?:^|\.)deepseek\.com$/.test(host);
  return {
    reasoning: isDeepSeek ? 'everywhere' : isMistral ? 'nowhere' : 'returned',
    signatures: isGoogle ? 'filled' : 'returned',
    callIds: isMistral ? 'nine' : 'any',
    schemas: isGoogle || /(?:^|\/)gemini-/.test(model) ? 'gemini' : 'whole',
    refusesTools: false,
    seesNothing: false,
    leftOut: [],
    refusedParameters: [],
    withheld: [],
  };
}

/** The most models remembered; the oldest is forgotten first. */
const maxModels = 200;

/** The requirements of one model. */
export interface ModelNeeds {
  readonly now: () => Needs;
  readonly learn: (needs: Needs) => void;
}

/** Remembers the requirements of models while the program runs. */
export function createLearnedNeeds(): {
  readonly of: (providerId: string, baseUrl: string, model: string) => ModelNeeds;
} {
  const learned = new Map<string, Needs>();
  return {
    of(providerId, baseUrl, model) {
      const key = JSON.stringify([providerId, baseUrl, model]);
      return {
        now: () => learned.get(key) ?? knownNeeds(baseUrl, model),
        learn(needs) {
          learned.delete(key);
          learned.set(key, needs);
          const [oldest] = learned.keys();
          if (learned.size > maxModels && oldest !== undefined) learned.delete(oldest);
        },
      };
    },
  };
}
