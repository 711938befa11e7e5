/** How many models are remembered; the least recently used is forgotten first. */
const maxModels = 200;

/** Knowledge about one model. */
export interface ThinkingTemplate {
  readonly startsThinking: () => boolean;
  /** Called with what an answer has shown. */
  readonly learn: (startsThinking: boolean) => void;
}

/**
 * Remembers, while the program runs, which models' answers begin inside reasoning because their
 * template puts the opening mark into the prompt. The next answer is then shown as reasoning from
 * the start.
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
          if (thinking.size > maxModels && oldest !== undefined) thinking.delete(oldest);
        },
      };
    },
  };
}
