import { recencies } from '../../web/engines/engine.ts';
import type { Tool } from '../ports.ts';

type Definition = Omit<Tool, 'definition'>;

const readPage: Definition = {
  name: 'read_page',
  title: 'Read a page',
  description:
    'Reads a page on the web (HTML, PDF or text) and returns its text as Markdown. Of a long page it returns the passages that fit the question best; give `page` to read its text in order. Use it for addresses that the user wrote or that search_web found; for any other address the user is asked first. Cite a page that you have read by the number in its result, as in [1]; never cite a page that you have not read.',
  inputSchema: {
    type: 'object',
    properties: {
      url: { type: 'string', description: 'The whole address, with http:// or https://.' },
      page: {
        type: 'integer',
        minimum: 1,
        description: 'Which part of a long page, counted from 1.',
      },
    },
    required: ['url'],
    additionalProperties: false,
  },
  hints: { isReadOnly: true, isDestructive: false, reachesInternet: true },
  // URLs from the person or a search need no approval; for others the source requires it.
  needsNoPermission: true,
};

const searchWeb: Definition = {
  name: 'search_web',
  title: 'Search the web',
  description:
    'Searches the web and returns titles, addresses and snippets. A snippet is no source: read the page with read_page before you rest anything on it.',
  inputSchema: {
    type: 'object',
    properties: {
      query: { type: 'string', description: 'A few words, as one types them into a search box.' },
      recency: { type: 'string', enum: [...recencies], description: 'Only pages of this time.' },
      site: { type: 'string', description: 'Only pages of this host, such as example.org.' },
    },
    required: ['query'],
    additionalProperties: false,
  },
  hints: { isReadOnly: true, isDestructive: false, reachesInternet: true },
};

function defined(tool: Definition): Tool {
  return { ...tool, definition: JSON.stringify(tool) };
}

/** Returns the web tools. Search is only offered if an engine is set up. */
export function webTools(canSearch: boolean): readonly Tool[] {
  return canSearch ? [defined(searchWeb), defined(readPage)] : [defined(readPage)];
}
