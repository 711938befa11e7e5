/** What a server wants of a request about tools, beyond the rules of its wire. */
export interface Needs {
  /**
   * What becomes of `reasoning_content`: it goes back to whom it came from, stands in every message of
   * the assistant (empty where there is none), or in no message.
   */
  readonly reasoning: 'returned' | 'everywhere' | 'nowhere';
  /**
   * What becomes of Gemini's signatures of calls: they go back, or a word that Google gives for it
   * stands where one is missing, or in the place of all.
   */
  readonly signatures: 'returned' | 'filled' | 'replaced';
  /** `nine`: nine letters and digits, as Mistral's. */
  readonly callIds: 'any' | 'nine';
  readonly schemas: 'whole' | 'gemini';
  /** It takes no tools at all. */
  readonly refusesTools: boolean;
  /** Tools that it refused, by name with a mark of their definition. */
  readonly leftOut: readonly string[];
}

const hostOf = (baseUrl: string): string =>
  URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';

/**
 * What is known of a server before it was asked, from its address alone. Only where the maker of a model
 * serves it are all its rules in force; of other servers they are learned from refusals. Gemini's subset
 * of JSON Schema is JSON Schema for everyone else, so that it is used for the model wherever it is served.
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
    leftOut: [],
  };
}

/** The most models remembered; the one that was learned of first is forgotten first. */
const mostModels = 200;

/** What one model was found to need; `now` is what is known by now. */
export interface ModelNeeds {
  readonly now: () => Needs;
  readonly learn: (needs: Needs) => void;
}

/** Remembers, while the program runs, what models were found to need. */
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
          if (learned.size > mostModels && oldest !== undefined) learned.delete(oldest);
        },
      };
    },
  };
}
