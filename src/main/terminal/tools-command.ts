import { setTimeout as pause } from 'node:timers/promises';
import { listText, sentences } from '../../shared/language/formats.ts';
import { t } from '../../shared/language/translate.ts';
import { tokensOf, withSource, withTool } from '../../shared/model/tools/choice.ts';
import type { ToolChoice, ToolSourceView } from '../../shared/model/tools.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { stateWords, toolProblemWords } from '../../shared/words/tool-state-words.ts';
import { sourceAbout, sourceName } from '../../shared/words/tool-words.ts';
import type { ToolHandlers } from '../tools/handlers.ts';
import type { TerminalConversation } from './conversation.ts';

/** How long to wait for servers that are starting (ms). */
const longestStartMs = 20_000;
const lookEveryMs = 100;

/** The words after `/tools`, or the values of `--tools`. */
export type ToolsWish =
  | { readonly kind: 'list' }
  | { readonly kind: 'switch'; readonly isOn: boolean; readonly names: string }
  | { readonly kind: 'wrong' };

/** Reads `/tools`, `/tools on web`, `/tools off files/write`; null for any other line. */
export function toolsWishIn(line: string): ToolsWish | null {
  const [command = '', verb = '', ...rest] = line.trim().split(/\s+/u);
  if (command.toLowerCase() !== '/tools') return null;
  if (verb === '') return { kind: 'list' };
  const names = rest.join(' ');
  const isOn = verb.toLowerCase() === 'on';
  if (names === '' || (!isOn && verb.toLowerCase() !== 'off')) return { kind: 'wrong' };
  return { kind: 'switch', isOn, names };
}

/** The name of a source as it is typed: the id of a built-in one, the name of a server. */
function typedName({ id, kind, name }: ToolSourceView): string {
  return kind === 'built_in' ? id : visibleText(name);
}

function detailsOf(source: ToolSourceView, choice: ToolChoice): string {
  const { id, kind, state, tools } = source;
  if (state.kind === 'off') return t('terminal.tools.off');
  if (kind === 'server' && state.kind !== 'ready') return stateWords(state);
  const tokens = tokensOf(source, { ...choice, on: [id] });
  return t('terminal.tools.count', { tools: tools.length, tokens });
}

function toolLines({ tools }: ToolSourceView, choice: ToolChoice): readonly string[] {
  const off = new Set(choice.off);
  return tools.map(({ key, name, problem, permission, tokens }) => {
    const state = stateOf(!off.has(key));
    const why =
      problem === undefined
        ? permission === 'never'
          ? t('terminal.tools.never')
          : t('tool_choice.tokens', { tokens })
        : toolProblemWords(problem);
    const about = permission === 'always' ? t('terminal.tools.allowed', { about: why }) : why;
    return `${indent}${state} ${visibleText(name)}: ${about}`;
  });
}

const indent = ' '.repeat(7);

/** "on" or "off", as it is typed, in a column. */
function stateOf(isOn: boolean): string {
  return (isOn ? 'on' : 'off').padEnd(3);
}

function sourceLines(source: ToolSourceView, choice: ToolChoice): readonly string[] {
  const isOn = choice.on.includes(source.id);
  const about = sourceAbout(source.id);
  return [
    `  ${stateOf(isOn)}  ${typedName(source)}: ${detailsOf(source, choice)}`,
    ...(about === null ? [] : [`${indent}${about}`]),
    ...(source.needsSetup === true ? [`${indent}${t('terminal.tools.no_search')}`] : []),
    ...(isOn ? toolLines(source, choice) : []),
  ];
}

type ViewCommands = Pick<ToolHandlers, 'tools.view'>;

/** The tools that are listed. */
interface ListedTools {
  toolCommands(): Promise<ViewCommands>;
  tools(): ToolChoice;
}

/** Waits for servers that are starting, for a short while. */
async function settled(commands: ViewCommands): Promise<readonly ToolSourceView[]> {
  const until = performance.now() + longestStartMs;
  for (;;) {
    const { sources } = await commands['tools.view'](undefined);
    const isStarting = sources.some(({ state }) => state.kind === 'starting');
    if (!isStarting || performance.now() > until) return sources;
    await pause(lookEveryMs);
  }
}

/** Lists the sources with their state and what they cost in each request. */
export async function listTools(conversation: ListedTools): Promise<string> {
  const sources = await settled(await conversation.toolCommands());
  const choice = conversation.tools();
  const lines = sources.flatMap((source) => sourceLines(source, choice));
  return ['', ...lines, '', `[${toolsUsage()}]`].join('\n');
}

/** Splits names at commas, or at spaces if the whole is not the name of a source. */
function namesIn(text: string, sources: readonly ToolSourceView[]): readonly string[] {
  const isWhole = find(text, sources) !== null;
  const names = isWhole ? [text] : text.split(text.includes(',') ? ',' : ' ');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** Finds what a name means: a source, or one tool of it. */
function find(
  name: string,
  sources: readonly ToolSourceView[],
): { readonly source: ToolSourceView; readonly key: string | null } | null {
  const isNamed = (source: ToolSourceView, typed: string): boolean =>
    [typedName(source), source.id, sourceName(source.id, source.name)].some(
      (each) => each.toLowerCase() === typed.toLowerCase(),
    );
  const whole = sources.find((source) => isNamed(source, name));
  if (whole !== undefined) return { source: whole, key: null };
  const at = name.indexOf('/');
  const source = sources.find((each) => at > 0 && isNamed(each, name.slice(0, at)));
  const tool = source?.tools.find((each) => each.name === name.slice(at + 1));
  return source === undefined || tool === undefined ? null : { source, key: tool.key };
}

/** What became of switching: a sentence, and whether all names were known. */
export interface Switched {
  readonly isKnown: boolean;
  readonly words: string;
}

/** Switches sources or single tools on or off for the conversation. */
export async function switchTools(
  conversation: TerminalConversation,
  names: string,
  isOn: boolean,
): Promise<Switched> {
  const sources = await settled(await conversation.toolCommands());
  const words: string[] = [];
  let choice = conversation.tools();
  for (const name of namesIn(names, sources)) {
    const found = find(name, sources);
    if (found === null) {
      const known = listText(sources.map(typedName));
      const wrong = t('terminal.tools.unknown', { name: visibleText(name), known });
      return { isKnown: false, words: wrong };
    }
    const { source, key } = found;
    if (key === null || isOn) choice = withSource(choice, source.id, isOn);
    if (key !== null) choice = withTool(choice, key, isOn);
    const said = key === null ? typedName(source) : visibleText(name);
    words.push(
      isOn
        ? t('terminal.tools.switched_on', { name: said, details: detailsOf(source, choice) })
        : t('terminal.tools.switched_off', { name: said }),
    );
    if (isOn && source.needsSetup === true) words.push(t('terminal.tools.no_search'));
  }
  await conversation.chooseTools(choice);
  return { isKnown: true, words: sentences(...words) };
}

/** Explains the command. */
export function toolsUsage(): string {
  return t('terminal.tools.usage', {
    on: '/tools on NAME',
    off: '/tools off NAME',
    single: 'NAME/TOOL',
  });
}
