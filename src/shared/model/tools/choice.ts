import type { ToolChoice, ToolSourceView } from '../tools.ts';

/** The default for conversations and settings without a choice. */
export const nothingChosen: ToolChoice = { on: [], off: [] };

function withMember(list: readonly string[], member: string, isIn: boolean): string[] {
  const others = list.filter((each) => each !== member);
  return isIn ? [...others, member] : others;
}

/** Switches a source on or off. The choice for each of its tools is preserved. */
export function withSource(choice: ToolChoice, source: string, isOn: boolean): ToolChoice {
  return { ...choice, on: withMember(choice.on, source, isOn) };
}

/** Switches one tool of a source on or off. */
export function withTool(choice: ToolChoice, key: string, isOn: boolean): ToolChoice {
  return { ...choice, off: withMember(choice.off, key, !isOn) };
}

/** True if both choices are the same, in any order. */
export function isSameChoice(a: ToolChoice, b: ToolChoice): boolean {
  const same = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === other.length && one.every((each) => other.includes(each));
  return same(a.on, b.on) && same(a.off, b.off);
}

/** The cost per request of the tools of a source that are offered to the model, in tokens. */
export function tokensOf(source: ToolSourceView, choice: ToolChoice): number {
  if (!choice.on.includes(source.id)) return 0;
  const off = new Set(choice.off);
  return source.tools
    .filter(
      ({ key, problem, permission }) =>
        !off.has(key) && problem === undefined && permission !== 'never',
    )
    .reduce((sum, { tokens }) => sum + tokens, 0);
}
