import type { CalledTool, ToolState } from '../model/conversation.ts';
import type { BuiltInSource, ToolHints } from '../model/tools.ts';

/** Names of the built-in sources. */
const sources = {
  web: { name: 'Web', about: 'Searches the web and reads pages.' },
  attachments: { name: 'Attachments', about: 'Reads the files of this conversation in full.' },
  history: { name: 'Past conversations', about: 'Searches what was said in other conversations.' },
  time: { name: 'Date and time', about: 'Tells the date and the time.' },
  calculator: { name: 'Calculator', about: 'Works out exact results.' },
} as const satisfies Readonly<
  Record<BuiltInSource, { readonly name: string; readonly about: string }>
>;

/** Words for a built-in tool: its name, and what it is doing or has done. */
interface OwnTool {
  readonly name: string;
  /** The most informative argument. */
  readonly argument?: string;
  readonly running: (argument: string | null) => string;
  readonly done: (argument: string | null) => string;
}

const quoted = (text: string | null): string => (text === null ? '' : ` for “${text}”`);

/** Returns the host of a URL, without credentials. */
function hostOf(url: string | null): string {
  return /^https?:\/\/(?:[^/?#]*@)?([^/?#]+)/iu.exec(url ?? '')?.[1] ?? 'a page';
}

/** Built-in tools by their own names. */
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
  tool_search: {
    name: 'Search for tools',
    argument: 'query',
    running: (query) => `Searching the tools${quoted(query)}`,
    done: (query) => `Searched the tools${quoted(query)}`,
  },
  read_result: {
    name: 'Read on in a long result',
    running: () => 'Reading on in a long result',
    done: () => 'Read on in a long result',
  },
};

/** Sources that accompany the others; people do not switch them. */
const internalSources: readonly string[] = ['results', 'search'];

function isBuiltIn(id: string): id is BuiltInSource {
  return Object.hasOwn(sources, id);
}

/** Returns the name of a source; `name` is the name that the person gave a server. */
export function sourceName(id: string, name: string): string {
  return isBuiltIn(id) ? sources[id].name : name;
}

/** Describes a built-in source in one line; null for a server. */
export function sourceAbout(id: string): string | null {
  return isBuiltIn(id) ? sources[id].about : null;
}

/** Splits a tool key into the source and the tool's own name. */
function partsOf(key: string): { readonly source: string; readonly own: string } {
  const at = key.indexOf('/');
  return at === -1
    ? { source: '', own: key }
    : { source: key.slice(0, at), own: key.slice(at + 1) };
}

/** Returns the words for a built-in tool; undefined for a server's tool. */
function ownTool(key: string): OwnTool | undefined {
  const { source, own } = partsOf(key);
  const isOwn = isBuiltIn(source) || internalSources.includes(source);
  if (!isOwn || !Object.hasOwn(ownTools, own)) return undefined;
  return ownTools[own];
}

/**
 * Returns the name of a tool. A server's tool keeps its own name, so that no title can hide what it
 * is.
 */
export function toolName(key: string): string {
  return ownTool(key)?.name ?? partsOf(key).own;
}

/** Returns where a tool runs. */
export function placeName(server: string): string {
  return server === '' ? 'Parley' : server;
}

/** Returns a tool's name and place, as a call mentions them. */
export function toolAtPlace({ key, server }: Pick<CalledTool, 'key' | 'server'>): string {
  return `${toolName(key)} on ${placeName(server)}`;
}

/** Describes a tool by its own hints, which nobody has verified; '' if there are none. */
export function hintWords({ isReadOnly, isDestructive, reachesInternet }: ToolHints): string {
  const said: string[] = [];
  if (isReadOnly) said.push('only reads');
  else if (isDestructive) said.push('may delete or overwrite');
  if (reachesInternet) said.push('reaches the internet');
  return said.length === 0 ? '' : `It says that it ${said.join(' and ')}.`;
}

/** A call as its line shows it. */
export interface CallToSay {
  /** The name in the model's call; '' while it is unknown. */
  readonly name: string;
  readonly tool: CalledTool | undefined;
  readonly state: ToolState;
  /** True while the call waits for the person. */
  readonly waits: boolean;
  /** The arguments as JSON, which may be invalid. */
  readonly given: string;
}

/** Returns the text of an argument; null if there is none. */
function argumentIn(given: string, name: string | undefined): string | null {
  if (name === undefined || given === '') return null;
  try {
    const parsed: unknown = JSON.parse(given);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const value: unknown = Object.entries(parsed).find(([key]) => key === name)?.[1];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  } catch {
    // The model may write invalid JSON. The call is then described without its argument.
    return null;
  }
}

/** Describes a call or its outcome in a few words. */
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
