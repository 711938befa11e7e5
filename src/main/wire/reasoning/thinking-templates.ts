/** Models that are remembered; the one that was not asked for longest is forgotten first. */
const mostModels = 200;

/** What is known of one model. */
export interface ThinkingTemplate {
  readonly startsThinking: () => boolean;
  /** An answer has shown it. */
  readonly learn: (startsThinking: boolean) => void;
}

/**
 * Remembers, while the program runs, whose answers begin inside reasoning because the template of the
 * model has put the opening mark into the prompt: the next one is shown as reasoning at once.
 */
export function createThinkingTemplates(): {
  readonly of: (providerId: string, model: string) => ThinkingTemplate;
} {
  const thinking = new Set<string>();
  return {
    of(providerId, model) {
      const key = JSON.stringify([providerId, model]);
      return {
        startsThinking: () => thinking.has(key),
        learn(startsThinking) {
          thinking.delete(key);
          if (!startsThinking) return;
          thinking.add(key);
          const [oldest] = thinking;
          if (thinking.size > mostModels && oldest !== undefined) thinking.delete(oldest);
        },
      };
    },
  };
}
