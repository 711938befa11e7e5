import type { ToolSource } from '../ports.ts';
import { createBuiltInSource, textArgument, textOutput, wholeNumber } from './built-in-tool.ts';

/** A place in what was said before. */
export interface FoundPassage {
  readonly conversationId: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly text: string;
}

/** Looks for words in all conversations; reads only. */
export type SearchHistory = (query: string, limit: number) => Promise<readonly FoundPassage[]>;

const mostResults = 20;
/** Passages of the asking conversation that may be among the first; as many more are looked for. */
const mostOfOne = 10;

/** Finds what was said in earlier conversations. */
export function createHistorySource(search: SearchHistory): ToolSource {
  return createBuiltInSource('history', [
    {
      name: 'search_history',
      title: 'Search conversations',
      description: "Finds passages in the person's earlier conversations by their words.",
      inputSchema: {
        type: 'object',
        properties: {
          query: { type: 'string', description: 'Words that the passage holds.' },
          limit: { type: 'integer', minimum: 1, maximum: mostResults },
        },
        required: ['query'],
      },
      async run(args, { conversationId }) {
        const query = textArgument(args, 'query');
        const limit = Math.min(mostResults, Math.max(1, wholeNumber(args, 'limit', 10)));
        // The conversation that asks is known to the model, and holds the words of the question.
        const others = (await search(query, limit + mostOfOne)).filter(
          (passage) => passage.conversationId !== conversationId,
        );
        const found = others.slice(0, limit);
        if (found.length === 0) return textOutput('Nothing was found.');
        const passages = found.map(
          ({ title, date, text }) => `## ${title} (${date.slice(0, 10)})\n${text}`,
        );
        return textOutput(passages.join('\n\n'));
      },
    },
  ]);
}
