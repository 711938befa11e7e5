import { t } from '../../../shared/language/translate.ts';
import { text, type DemoAnswer, type DemoText } from './answer.ts';
import { failureNamed, failuresPage } from './failures.ts';
import { codePage } from './pages/code.ts';
import { echoPage } from './pages/echo.ts';
import { longText, maxWords } from './pages/long.ts';
import { markdownPage } from './pages/markdown.ts';
import { mathPage } from './pages/math.ts';
import { cutPage, slowPage } from './pages/moments.ts';
import { reasoningPage } from './pages/reasoning.ts';
import { tablePage } from './pages/table.ts';
import { helpPage, welcomePage } from './pages/welcome.ts';

/** The parts of a message that the demo reads. */
export interface DemoMessage {
  readonly role: string;
  readonly text: string;
}

/** How many wordings the answers to free text have. */
const wordings = 3;

function long(argument: string): DemoText {
  const words = argument === '' ? 1000 : Number(argument.replaceAll(/[,._\s]/g, ''));
  if (Number.isInteger(words) && words >= 1 && words <= maxWords) {
    return text(longText(words), { pace: 'fast' });
  }
  return text(t('demo.how_long', { most: maxWords }));
}

function command(name: string, argument: string): DemoAnswer {
  switch (name) {
    case 'help':
      return text(helpPage());
    case 'markdown':
      return text(markdownPage());
    case 'code':
      return text(codePage());
    case 'table':
      return text(tablePage());
    case 'math':
      return text(mathPage());
    case 'reasoning': {
      const page = reasoningPage();
      return text(page.text, { reasoning: page.reasoning });
    }
    case 'long':
      return long(argument);
    case 'slow':
      return text(slowPage(), { pace: 'slow' });
    case 'cut':
      return text(cutPage().until, { ending: { kind: 'finished', reason: 'length' } });
    case 'error':
      return failureNamed(argument.toLowerCase()) ?? text(failuresPage());
    default:
      return text(`${t('demo.unknown_command', { command: `/${name}` })}\n\n${helpPage()}`);
  }
}

const greeting =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|hallo|moin|servus|guten (?:tag|morgen|abend)|bonjour|salut|hola|ciao|ol[áà]|hej|namaste)\b(?:[^?]{0,40}|.{0,20}how (?:are|do) you.{0,20})$/iu;
/** The same in scripts in which \b finds no words. */
const otherGreeting =
  /^(?:привет|здравствуй(?:те)?|добрый (?:день|вечер)|доброе утро|مرحب|أهل|السلام عليكم|こんにち[はわ]|こんばんは|おはよう|你好|您好|早上好|안녕)[^?？]{0,40}$/u;
const aboutParley =
  /\b(?:who|what) are you\b|\bwhat (?:is|can) (?:parley|this|you|i)\b|\b(?:show|tell) me (?:around|about (?:parley|yourself))\b|\bintroduce\b/iu;
const thanks =
  /^(?:(?:many )?(?:thanks|thank you|thx|danke|merci|gracias|grazie|obrigad[ao])\b|спасибо|شكر|ありがと|谢谢|고마워|감사).{0,40}$/iu;

/** True for a greeting or a question about Parley itself. Only short messages are checked. */
export function meansParley(said: string): boolean {
  const trimmed = said.trim();
  return (
    trimmed.length <= 200 &&
    [greeting, otherGreeting, aboutParley].some((pattern) => pattern.test(trimmed))
  );
}

/** The answer to one message, as if nothing had been answered yet. */
function answerTo(said: string, before: readonly DemoMessage[], attempt: number): DemoAnswer {
  const trimmed = said.trim();
  const [, name, argument = ''] = /^\/([a-z]+)(?:\s+(.{1,200}))?$/iu.exec(trimmed) ?? [];
  if (name !== undefined) return command(name.toLowerCase(), argument.trim());
  if (meansParley(trimmed)) return text(welcomePage());
  if (trimmed.length <= 200 && thanks.test(trimmed)) {
    return text(t('demo.welcome_back'));
  }
  return text(
    echoPage({
      said: trimmed,
      attempt,
      earlier: before.filter(({ role }) => role === 'user').length,
      hasSystemPrompt: before.some(({ role }) => role === 'system' || role === 'developer'),
    }),
  );
}

/** The full text of an answer, including what is past the point of the first cut. */
function wholeText(said: string, answer: DemoText): string {
  const cut = cutPage();
  return /^\/cut\b/iu.test(said.trim()) ? cut.until + cut.after : answer.text;
}

/**
 * The rest of an answer that stopped after `soFar`; null if the answer begins differently or is
 * complete.
 */
function rest(messages: readonly DemoMessage[], asked: number, soFar: string): DemoText | null {
  const said = messages[asked]?.text ?? '';
  if (soFar.trim() === '') return null;
  for (let attempt = 0; attempt < wordings; attempt += 1) {
    const answer = answerTo(said, messages.slice(0, asked), attempt);
    if (answer.kind !== 'text') return null;
    const whole = wholeText(said, answer);
    const left = whole.startsWith(soFar) ? whole.slice(soFar.length) : '';
    if (left.trim() !== '') return text(left, { pace: answer.pace });
  }
  return null;
}

/**
 * Decides how to respond to a conversation. `attempt` counts, from 0, how many times the very same
 * question was asked in a row. A conversation that ends with an unfinished answer of ours, with or
 * without a request to continue, gets the missing rest.
 */
export function respond(messages: readonly DemoMessage[], attempt: number): DemoAnswer {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const end = messages.length - 1;
  if (messages[end]?.role === 'assistant') {
    const more = rest(messages, last, messages[end].text);
    if (more !== null) return more;
  }
  const said = messages[last]?.text ?? '';
  const previous = messages[last - 1];
  if (
    previous?.role === 'assistant' &&
    /\b(?:continue|go on|left off)\b/iu.test(said.slice(0, 500))
  ) {
    const asked = messages.findLastIndex(({ role }, index) => role === 'user' && index < last - 1);
    const more = asked < 0 ? null : rest(messages, asked, previous.text);
    if (more !== null) return more;
  }
  return answerTo(said, messages.slice(0, Math.max(last, 0)), attempt % wordings);
}
