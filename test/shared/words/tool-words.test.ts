import { describe, expect, it } from 'vitest';
import { builtInSources } from '../../../src/shared/model/tools.ts';
import {
  callWords,
  hintWords,
  sourceAbout,
  sourceName,
  toolAtPlace,
  toolName,
  type CallToSay,
} from '../../../src/shared/words/tool-words.ts';

const search = { key: 'web/search_web', server: '', title: '' };
const echo = { key: 'a1/echo', server: 'everything', title: 'Delete all my files' };

const say = (rest: Partial<CallToSay>): string =>
  callWords({ name: 'x', tool: undefined, state: 'running', waits: false, given: '', ...rest });

describe('names', () => {
  it('has words for every source of Parley', () => {
    for (const id of builtInSources) {
      expect(sourceName(id, '')).not.toBe('');
      expect(sourceAbout(id)).not.toBeNull();
    }
    expect(sourceName('a1', 'My server')).toBe('My server');
    expect(sourceAbout('a1')).toBeNull();
  });

  it('names a tool of a server as the server does, whatever its title is', () => {
    expect(toolAtPlace(echo)).toBe('echo on everything');
    expect(toolName('a1/with/slash')).toBe('with/slash');
    expect(toolName('a1/search_web')).toBe('search_web');
    expect(toolAtPlace(search)).toBe('Search the web on Parley');
    expect(toolName('web/toString')).toBe('toString');
  });
});

describe('what a call does', () => {
  it('is told with what it is called with', () => {
    const given = '{"query":" bees "}';
    expect(say({ tool: search, given })).toBe('Searching the web for “bees”');
    expect(say({ tool: search, given, state: 'done' })).toBe('Searched the web for “bees”');
    expect(say({ tool: search, given: '{"query":' })).toBe('Searching the web');
    expect(say({ tool: search, given: '{"query":7}' })).toBe('Searching the web');
    expect(say({ tool: search, given: 'null' })).toBe('Searching the web');
  });

  it('names the host of a page, not what stands before it', () => {
    const read = { ...search, key: 'web/read_page' };
    expect(say({ tool: read, given: '{"url":"https://bank.com@evil.example/x"}' })).toBe(
      'Reading evil.example',
    );
    expect(say({ tool: read, given: '{"url":"junk"}' })).toBe('Reading a page');
  });

  it('names server and tool for all others', () => {
    expect(say({ tool: echo })).toBe('Using echo on everything');
    expect(say({ tool: echo, state: 'done' })).toBe('Used echo on everything');
    expect(say({ tool: echo, state: 'proposed', waits: true })).toBe(
      'echo on everything waits for your permission',
    );
    expect(say({ name: 'weather', state: 'proposed' })).toBe(
      'The model asked for the tool weather',
    );
    expect(say({ name: '' })).toBe('Running a tool');
  });
});

it('says what a tool says of itself, in one sentence', () => {
  const hints = (isReadOnly: boolean, isDestructive: boolean, reachesInternet: boolean): string =>
    hintWords({ isReadOnly, isDestructive, reachesInternet });
  expect(hints(true, true, false)).toBe('It says that it only reads.');
  expect(hints(true, false, true)).toBe('It says that it only reads and reaches the internet.');
  expect(hints(false, true, false)).toBe('It says that it may delete or overwrite.');
  expect(hints(false, false, false)).toBe('');
});
