import { describe, expect, it } from 'vitest';
import { rankTools, type Searchable } from '../../../../src/main/tools/deferral/rank-tools.ts';

const tool = (ownName: string, more: Partial<Searchable> = {}): Searchable => ({
  name: `srv__${ownName}`,
  ownName,
  title: '',
  description: '',
  server: 'srv',
  arguments: [],
  ...more,
});

const tools = [
  tool('create_issue', { description: 'Opens an issue in a repository.', arguments: ['title'] }),
  tool('listIssues', { description: 'All of them, newest first.' }),
  tool('HTTPRequest', { description: 'Sends a request.' }),
  tool('get_weather', { title: 'Weather forecast', arguments: ['city', 'days'] }),
  tool('read', { name: 'drive__read', server: 'Google Drive', description: 'Reads a file.' }),
  tool('suche', { description: '検索エンジンで調べる' }),
];
const found = (query: string): readonly string[] =>
  rankTools(tools, query).map(({ ownName }) => ownName);

describe('a search for tools', () => {
  it.each([
    ['create an issue', 'create_issue'],
    ['list issues', 'listIssues'],
    ['http', 'HTTPRequest'],
    ['forecast', 'get_weather'],
    // The name of an argument
    ['city', 'get_weather'],
    // The name of the server
    ['google drive file', 'read'],
    // The beginning of a word
    ['repo', 'create_issue'],
    ['検索', 'suche'],
    ['srv__get_weather', 'get_weather'],
    ['READ', 'read'],
  ])('%s', (query, best) => {
    expect(found(query)[0]).toBe(best);
  });

  it('finds nothing where no word fits', () => {
    expect(found('xylophone')).toEqual([]);
    expect(found('')).toEqual([]);
    expect(rankTools([], 'issue')).toEqual([]);
  });

  it('takes a query and descriptions of any length', () => {
    const long = tool('long', { description: `${'word '.repeat(100_000)}needle` });
    const before = performance.now();
    expect(rankTools([long, ...tools], `forecast ${'x '.repeat(100_000)}`)[0]?.ownName).toBe(
      'get_weather',
    );
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
