import type { ToolSource } from '../ports.ts';
import { createBuiltInSource, textArgument, textOutput, wholeNumber } from './built-in-tool.ts';

/** A passage of an earlier conversation. */
export interface FoundPassage {
  readonly conversationId: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly text: string;
}

/** Searches all conversations; read-only. */
export type SearchHistory = (query: string, limit: number) => Promise<readonly FoundPassage[]>;

const maxResults = 20;
/**
 * Extra results to request, because the asking conversation's own passages may be among the first.
 */
const maxOfOne = 10;

/** Creates the source that searches earlier conversations. */
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
          limit: { type: 'integer', minimum: 1, maximum: maxResults },
        },
        required: ['query'],
      },
      async run(args, { conversationId }) {
        const query = textArgument(args, 'query');
        const limit = Math.min(maxResults, Math.max(1, wholeNumber(args, 'limit', 10)));
        // The model knows the asking conversation, which also contains the words of the question.
        const others = (await search(query, limit + maxOfOne)).filter(
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
