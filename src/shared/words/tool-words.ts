import { t } from '../language/translate.ts';
import type { CalledTool, ToolState } from '../model/conversation.ts';
import { isBuiltInSource } from '../model/tool-sources/built-in.ts';
import type { ToolHints } from '../model/tools.ts';

/**
 * Built-in tools by their own names, each with its most informative argument; null if none says
 * what it is called for.
 */
const ownTools = {
  search_web: 'query',
  read_page: 'url',
  read_attachment: 'name',
  search_history: 'query',
  current_time: null,
  calculate: 'expression',
  tool_search: 'query',
  read_result: null,
} as const;
type OwnTool = keyof typeof ownTools;

/** Sources that accompany the others; people do not switch them. */
const internalSources: readonly string[] = ['results', 'search'];

/** Returns the name of a source; `name` is the name that the person gave a server. */
export function sourceName(id: string, name: string): string {
  return isBuiltInSource(id) ? t(`tool_source.name.${id}`) : name;
}

/** Describes a built-in source in one line; null for a server. */
export function sourceAbout(id: string): string | null {
  return isBuiltInSource(id) ? t(`tool_source.about.${id}`) : null;
}

/** Splits a tool key into the source and the tool's own name. */
function partsOf(key: string): { readonly source: string; readonly own: string } {
  const at = key.indexOf('/');
  return at === -1
    ? { source: '', own: key }
    : { source: key.slice(0, at), own: key.slice(at + 1) };
}

function isOwnTool(name: string): name is OwnTool {
  return Object.hasOwn(ownTools, name);
}

/** Returns the name of a built-in tool; null for a server's tool. */
function ownTool(key: string): OwnTool | null {
  const { source, own } = partsOf(key);
  const isOwn = isBuiltInSource(source) || internalSources.includes(source);
  return isOwn && isOwnTool(own) ? own : null;
}

/**
 * Returns the name of a tool. A server's tool keeps its own name, so that no title can hide what it
 * is.
 */
export function toolName(key: string): string {
  const own = ownTool(key);
  return own === null ? partsOf(key).own : t(`tool.name.${own}`);
}

/** Returns where a tool runs. */
export function placeName(server: string): string {
  return server === '' ? 'Parley' : server;
}

/** Returns a tool's name and place, as a call mentions them. */
export function toolAtPlace({ key, server }: Pick<CalledTool, 'key' | 'server'>): string {
  return t('tool.at_place', { tool: toolName(key), place: placeName(server) });
}

/** Describes a tool by its own hints, which nobody has verified; '' if there are none. */
export function hintWords({ isReadOnly, isDestructive, reachesInternet }: ToolHints): string {
  if (isReadOnly) {
    return reachesInternet ? t('tool.hint.reads_and_reaches') : t('tool.hint.reads');
  }
  if (isDestructive) {
    return reachesInternet ? t('tool.hint.destroys_and_reaches') : t('tool.hint.destroys');
  }
  return reachesInternet ? t('tool.hint.reaches') : '';
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
function argumentIn(given: string, name: string): string | null {
  if (given === '') return null;
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

/** Returns the host of a URL, without credentials; null if it has none. */
function hostOf(url: string | null): string | null {
  return /^https?:\/\/(?:[^/?#]*@)?([^/?#]+)/iu.exec(url ?? '')?.[1] ?? null;
}

/** Says what a built-in tool is doing or has done. */
function ownWords(own: OwnTool, state: 'running' | 'done', given: string): string {
  if (own === 'current_time' || own === 'read_result') return t(`tool.${state}.${own}`);
  const argument = argumentIn(given, ownTools[own]);
  const what = own === 'read_page' ? hostOf(argument) : argument;
  return what === null ? t(`tool.${state}.${own}`) : t(`tool.${state}_with.${own}`, { what });
}

/** Describes a call or its outcome in a few words. */
export function callWords({ name, tool: called, state, waits, given }: CallToSay): string {
  if (called === undefined && name === '') {
    return waits ? t('call.unnamed.waits') : t(`call.unnamed.${state}`);
  }
  const own = called === undefined ? null : ownTool(called.key);
  if (own !== null && !waits && (state === 'running' || state === 'done')) {
    return ownWords(own, state, given);
  }
  const tool =
    called === undefined ? name : own === null ? toolAtPlace(called) : toolName(called.key);
  if (waits) return t('call.waits', { tool });
  if (called === undefined && (state === 'proposed' || state === 'running')) {
    return t(`call.${state}.unknown`, { tool });
  }
  return t(`call.${state}`, { tool });
}
