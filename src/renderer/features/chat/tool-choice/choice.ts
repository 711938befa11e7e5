import type { ToolChoice, ToolSourceView } from '../../../../shared/model/tools.ts';

/** For conversations and settings that say nothing. */
export const nothingChosen: ToolChoice = { on: [], off: [] };

function withMember(list: readonly string[], member: string, isIn: boolean): string[] {
  const others = list.filter((each) => each !== member);
  return isIn ? [...others, member] : others;
}

/** The choice with a source switched on or off; what was said of its tools stays. */
export function withSource(choice: ToolChoice, source: string, isOn: boolean): ToolChoice {
  return { ...choice, on: withMember(choice.on, source, isOn) };
}

/** The choice with one tool of a source switched on or off. */
export function withTool(choice: ToolChoice, key: string, isOn: boolean): ToolChoice {
  return { ...choice, off: withMember(choice.off, key, !isOn) };
}

/** True when both let a conversation use the same. */
export function isSameChoice(a: ToolChoice, b: ToolChoice): boolean {
  const same = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === other.length && one.every((each) => other.includes(each));
  return same(a.on, b.on) && same(a.off, b.off);
}

/** What the tools of a source that a model is offered cost in each request; tokens. */
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
