import type { CalledTool, ToolState } from '../model/conversation.ts';
import type { BuiltInSource } from '../model/tools.ts';

/** What the tools of Parley are called, by their source. */
const sources = {
  web: { name: 'Web', about: 'Searches the web and reads pages.' },
  attachments: { name: 'Attachments', about: 'Reads the files of this conversation in full.' },
  history: { name: 'Past conversations', about: 'Searches what was said in other conversations.' },
  time: { name: 'Date and time', about: 'Tells the date and the time.' },
  calculator: { name: 'Calculator', about: 'Works out exact results.' },
} as const satisfies Readonly<
  Record<BuiltInSource, { readonly name: string; readonly about: string }>
>;

/** What is said of a tool of Parley: what it is, what it does now, what it has done. */
interface OwnTool {
  readonly name: string;
  /** The argument that says most. */
  readonly argument?: string;
  readonly running: (argument: string | null) => string;
  readonly done: (argument: string | null) => string;
}

const quoted = (text: string | null): string => (text === null ? '' : ` for “${text}”`);

/** The host of an address, without a name and password before it. */
function hostOf(url: string | null): string {
  return /^https?:\/\/(?:[^/?#]*@)?([^/?#]+)/iu.exec(url ?? '')?.[1] ?? 'a page';
}

/** By their own names. */
const ownTools: Readonly<Record<string, OwnTool>> = {
  search_web: {
    name: 'Search the web',
    argument: 'query',
    running: (query) => `Searching the web${quoted(query)}`,
    done: (query) => `Searched the web${quoted(query)}`,
  },
  read_page: {
    name: 'Read a page',
    argument: 'url',
    running: (url) => `Reading ${hostOf(url)}`,
    done: (url) => `Read ${hostOf(url)}`,
  },
  read_attachment: {
    name: 'Read an attachment',
    argument: 'name',
    running: (name) => `Reading ${name ?? 'an attachment'}`,
    done: (name) => `Read ${name ?? 'an attachment'}`,
  },
  search_history: {
    name: 'Search past conversations',
    argument: 'query',
    running: (query) => `Searching past conversations${quoted(query)}`,
    done: (query) => `Searched past conversations${quoted(query)}`,
  },
  current_time: {
    name: 'Date and time',
    running: () => 'Looking at the clock',
    done: () => 'Looked at the clock',
  },
  calculate: {
    name: 'Calculate',
    argument: 'expression',
    running: (expression) => `Calculating ${expression ?? ''}`.trimEnd(),
    done: (expression) => `Calculated ${expression ?? ''}`.trimEnd(),
  },
  read_result: {
    name: 'Read on in a long result',
    running: () => 'Reading on in a long result',
    done: () => 'Read on in a long result',
  },
};

function isBuiltIn(id: string): id is BuiltInSource {
  return Object.hasOwn(sources, id);
}

/** What a source of tools is called; `name` is what the person called a server. */
export function sourceName(id: string, name: string): string {
  return isBuiltIn(id) ? sources[id].name : name;
}

/** What a source of Parley does, in one line; null for a server. */
export function sourceAbout(id: string): string | null {
  return isBuiltIn(id) ? sources[id].about : null;
}

/** The source in the key of a tool, and its own name there. */
function partsOf(key: string): { readonly source: string; readonly own: string } {
  const at = key.indexOf('/');
  return at === -1
    ? { source: '', own: key }
    : { source: key.slice(0, at), own: key.slice(at + 1) };
}

/** The words for a tool of Parley; undefined for one of a server. */
function ownTool(key: string): OwnTool | undefined {
  const { source, own } = partsOf(key);
  if (!isBuiltIn(source) || !Object.hasOwn(ownTools, own)) return undefined;
  return ownTools[own];
}

/** What a tool is called: one of Parley in words, one of a server as that names it, so that no title can hide what it is. */
export function toolName(key: string): string {
  return ownTool(key)?.name ?? partsOf(key).own;
}

/** Where a tool runs. */
export function placeName(server: string): string {
  return server === '' ? 'Parley' : server;
}

/** A tool with its place, as a call of it is named. */
export function toolAtPlace({ key, server }: Pick<CalledTool, 'key' | 'server'>): string {
  return `${toolName(key)} on ${placeName(server)}`;
}

/** A call as its line tells it. */
export interface CallToSay {
  /** As the model called it; '' while that is not known. */
  readonly name: string;
  readonly tool: CalledTool | undefined;
  readonly state: ToolState;
  /** It waits for the person. */
  readonly waits: boolean;
  /** What it is called with; JSON, perhaps not valid. */
  readonly given: string;
}

/** The text of an argument; null if there is none. */
function argumentIn(given: string, name: string | undefined): string | null {
  if (name === undefined || given === '') return null;
  try {
    const parsed: unknown = JSON.parse(given);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const value: unknown = Object.entries(parsed).find(([key]) => key === name)?.[1];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  } catch {
    // A model may write anything; its call is told without it.
    return null;
  }
}

/** Says what a call does, or what became of it, in a few words. */
export function callWords({ name, tool, state, waits, given }: CallToSay): string {
  const own = tool === undefined ? undefined : ownTool(tool.key);
  const plain = name === '' ? 'tool' : name;
  const what = tool === undefined ? plain : toolName(tool.key);
  const where = tool === undefined || own !== undefined ? what : toolAtPlace(tool);
  if (waits) return `${where} waits for your permission`;
  switch (state) {
    case 'proposed':
      return tool === undefined
        ? `The model asked for the tool ${plain}`
        : `The model asked for ${where}`;
    case 'approved':
      return `${where} is about to run`;
    case 'running':
      if (own !== undefined) return own.running(argumentIn(given, own.argument));
      return tool === undefined ? `Running ${plain}` : `Using ${where}`;
    case 'done':
      return own === undefined ? `Used ${where}` : own.done(argumentIn(given, own.argument));
    case 'denied':
      return `${where} was not allowed`;
    case 'failed':
      return `${where} failed`;
    case 'interrupted':
      return `${where} did not run to its end`;
  }
}
