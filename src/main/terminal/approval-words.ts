import { t } from '../../shared/language/translate.ts';
import type { AskReason, PendingCall } from '../../shared/model/tools.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { wordDiff, type DiffPiece } from '../../shared/word-diff.ts';
import { readableArguments } from '../../shared/words/call-arguments.ts';
import { hintWords, placeName, toolName } from '../../shared/words/tool-words.ts';

/** The longest unchanged stretch that is shown between two changes (UTF-16 code units). */
const longestSame = 120;

/** The person's answer to a call; `edit` changes its arguments first. */
export type Choice = 'once' | 'conversation' | 'always' | 'deny' | 'edit';

function indented(text: string): string {
  return text.replaceAll(/^/gmu, '  ');
}

function pieceWords({ kind, text }: DiffPiece): string {
  switch (kind) {
    case 'added':
      return `{+${text}+}`;
    case 'removed':
      return `[-${text}-]`;
    case 'same':
      return text.length > longestSame
        ? `${text.slice(0, longestSame / 2)} … ${text.slice(-longestSame / 2)}`
        : text;
  }
}

function reasonWords(reason: AskReason): string {
  switch (reason.kind) {
    case 'not_allowed_yet':
    case 'leaves_traces':
      return '';
    case 'assistant_asks':
      return t('approval.reason.assistant_asks', { assistant: visibleText(reason.name) });
    case 'changed': {
      const difference = wordDiff(reason.before, reason.after).map(pieceWords).join('');
      return `${t('approval.reason.changed')}\n${indented(visibleText(difference))}`;
    }
    case 'unknown_address':
      return `${t('approval.reason.unknown_address')}\n  ${visibleText(reason.url)}`;
    case 'private_address':
      return `${t('approval.reason.private_address')}\n  ${visibleText(reason.host)}`;
  }
}

/**
 * Describes a call that waits: the tool, the reason and all of its arguments. `args` is JSON.
 */
export function callToJudge({ key, sourceName, hints, reason }: PendingCall, args: string): string {
  return [
    '',
    t('terminal.approval.question', {
      tool: visibleText(toolName(key)),
      place: visibleText(placeName(sourceName)),
    }),
    ...[hintWords(hints), reasonWords(reason)].filter((text) => text !== ''),
    indented(visibleText(readableArguments(args))),
  ].join('\n');
}

/**
 * Returns whether a call can be allowed for good. An unknown address is asked about each time, and
 * so is each call of an assistant that wants it.
 */
function mayLast({ reason }: PendingCall): boolean {
  return reason.kind !== 'unknown_address' && reason.kind !== 'assistant_asks';
}

/** The line on which the person answers. */
export function choicePrompt(call: PendingCall): string {
  const choices = mayLast(call)
    ? t('terminal.approval.choices.lasting')
    : t('terminal.approval.choices');
  return `${choices} `;
}

/** Explains the answers after one that could not be read. */
export function choiceHelp(): string {
  return t('terminal.approval.help');
}

const choices: Readonly<Record<string, Choice>> = {
  y: 'once',
  yes: 'once',
  c: 'conversation',
  a: 'always',
  n: 'deny',
  no: 'deny',
  e: 'edit',
};

/** Reads what the person typed; null if it is not an answer. */
export function choiceIn(typed: string, call: PendingCall): Choice | null {
  const word = typed.trim().toLowerCase();
  const choice = Object.hasOwn(choices, word) ? (choices[word] ?? null) : null;
  return choice === 'always' && !mayLast(call) ? null : choice;
}

/**
 * Arguments on one line for editing. Characters that cannot be seen are written as JSON escapes, so
 * that an unchanged line means the same.
 */
export function editableArguments(args: string): string {
  let compact = '{}';
  try {
    compact = JSON.stringify(JSON.parse(args));
  } catch {
    // Arguments that are not JSON were refused before anybody was asked.
    return compact;
  }
  return Array.from(compact, (character) =>
    visibleText(character) === character ? character : escapesOf(character),
  ).join('');
}

/** Writes a character as JSON escapes, one for each UTF-16 code unit. */
function escapesOf(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
