import type { ToolSource } from '../ports.ts';
import { createBuiltInSource, textArgument, textOutput, wholeNumber } from './built-in-tool.ts';

/** A place in what was said before. */
export interface FoundPassage {
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly text: string;
}

/** Looks for words in all conversations; reads only. */
export type SearchHistory = (query: string, limit: number) => Promise<readonly FoundPassage[]>;

const mostResults = 20;

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
      async run(args) {
        const query = textArgument(args, 'query');
        const limit = Math.min(mostResults, Math.max(1, wholeNumber(args, 'limit', 10)));
        const found = await search(query, limit);
        if (found.length === 0) return textOutput('Nothing was found.');
        const passages = found.map(
          ({ title, date, text }) => `## ${title} (${date.slice(0, 10)})\n${text}`,
        );
        return textOutput(passages.join('\n\n'));
      },
    },
  ]);
}
