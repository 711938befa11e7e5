import { t } from '../../shared/language/translate.ts';
import { withoutBlankStart } from '../../shared/model/conversation-views.ts';
import { createApprovals } from './approvals.ts';
import { createCallTeller } from './calls.ts';
import type { TerminalConversation, Turn } from './conversation.ts';
import { readLines } from './lines.ts';
import type { OnPiece } from './reader.ts';
import { remarkOnEnd, serverWordsOf, remarkOnUsage } from './remarks.ts';
import { createScreen, type Screen } from './screen.ts';
import {
  listTools,
  switchTools,
  toolsUsage,
  toolsWishIn,
  type ToolsWish,
} from './tools-command.ts';

export interface SessionOptions {
  readonly conversation: TerminalConversation;
  readonly showUsage: boolean;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Prints what a script should see even if it only reads the answers. */
  readonly complain: (sentence: string) => void;
  readonly report: (error: unknown) => void;
}

/** A chat between a person, or a pipe, and a model. */
export interface Session {
  /**
   * Handles Ctrl+C: denies the calls that wait and stops the answer; at the prompt, first explains
   * how to leave and then leaves.
   */
  readonly interrupt: () => void;
  /**
   * Chats until the person leaves or the input ends; resolves to true unless the last turn failed.
   */
  readonly run: () => Promise<boolean>;
}

/** What an input line asks for. */
type Wish =
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'remark'; readonly remark: string }
  | { readonly kind: 'tools'; readonly wish: ToolsWish }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'leave' };

/** Prints pieces; reasoning is shown only on a terminal, not in a pipe. */
function printerFor(screen: Screen): OnPiece {
  let reasoned = false;
  return async (kind, text) => {
    if (kind === 'remark') {
      screen.note(text);
      return;
    }
    if (kind === 'reasoning') {
      if (!screen.isTerminal) return;
      reasoned = true;
      await screen.thought(text);
      return;
    }
    if (!reasoned) {
      await screen.words(text);
      return;
    }
    const words = withoutBlankStart(text);
    if (words === '') return;
    reasoned = false;
    screen.endLine();
    await screen.words(`\n${words}`);
  };
}

/** Words that are commands; anything else is a question. */
function wishOf(line: string, conversation: TerminalConversation): Wish {
  const typed = line.trim().toLowerCase();
  const tools = toolsWishIn(line);
  if (tools !== null) return { kind: 'tools', wish: tools };
  switch (typed) {
    case '':
      return { kind: 'nothing' };
    case 'quit':
    case 'exit':
      return { kind: 'leave' };
    case '/new':
      conversation.clear();
      return {
        kind: 'remark',
        remark: t('terminal.new'),
      };
    case '/retry': {
      const turn = conversation.askAgain();
      return turn === null
        ? { kind: 'remark', remark: t('terminal.nothing_to_retry') }
        : { kind: 'turn', turn };
    }
    case '/continue':
    case 'continue': {
      const turn = conversation.continueAnswer();
      if (turn !== null) return { kind: 'turn', turn };
      // Without an unfinished answer, the word is a message for the model.
      if (typed === 'continue') break;
      return { kind: 'remark', remark: t('terminal.nothing_unfinished') };
    }
  }
  return { kind: 'turn', turn: conversation.ask(line) };
}

/** Runs `/tools`. */
async function runToolsWish(
  wish: ToolsWish,
  conversation: TerminalConversation,
  screen: Screen,
): Promise<void> {
  screen.status(t('terminal.tools.loading'));
  switch (wish.kind) {
    case 'list':
      screen.lines(await listTools(conversation));
      return;
    case 'switch':
      screen.note((await switchTools(conversation, wish.names, wish.isOn)).words);
      return;
    case 'wrong':
      screen.note(toolsUsage());
  }
}

/** Creates a chat session. */
export function createSession(options: SessionOptions): Session {
  const { conversation, output, showUsage, complain, report } = options;
  const screen = createScreen(output);
  let answering: AbortController | null = null;
  let warned = false;

  function interrupt(): void {
    if (answering !== null) {
      const current = answering;
      approvals.denyAll().then(() => current.abort(), report);
    } else if (!lines.clear()) {
      if (warned) {
        lines.close();
        return;
      }
      warned = true;
      output.write('\n');
      screen.note(t('terminal.leave', { command: 'quit' }));
      lines.again();
    }
  }

  const lines = readLines({ input: options.input, output, onInterrupt: interrupt });
  const approvals = createApprovals({
    lines,
    screen,
    async decide({ conversationId, messageId }, decided) {
      const commands = await conversation.toolCommands();
      await commands['tools.decide']({ conversationId, messageId, decisions: [...decided] });
    },
    report,
  });
  conversation.onWaiting(approvals.waiting);

  /** Shows an answer as it arrives; resolves to true unless it failed. */
  async function answer(turn: Turn): Promise<boolean> {
    answering = new AbortController();
    await screen.words(`${t('terminal.assistant')} `);
    const calls = createCallTeller({
      screen,
      onUnasked: lines.isAtTerminal
        ? null
        : (words) => complain(t('terminal.call.unasked', { call: words })),
    });
    const end = await turn(answering.signal, {
      onPiece: printerFor(screen),
      onCall: calls.onCall,
    }).finally(() => {
      calls.end();
      answering = null;
    });
    screen.endLine();
    const remark = remarkOnEnd(end, conversation.canContinue());
    if (remark !== null) screen.note(remark);
    const words = serverWordsOf(end);
    if (words !== null) screen.note(words);
    if (showUsage && end.step.kind !== 'failed') screen.note(remarkOnUsage(end.usage));
    output.write('\n');
    return end.step.kind !== 'failed';
  }

  /** Shows where the conversation was left, and asks about calls that wait since then. */
  async function goOn(): Promise<boolean> {
    const { earlier } = conversation;
    if (earlier === null) return true;
    screen.note(t('terminal.continues', { title: earlier.title }));
    if (earlier.question !== '') screen.lines(`${t('terminal.you')} ${earlier.question}`);
    if (earlier.answer !== '') screen.lines(`${t('terminal.assistant')} ${earlier.answer}`);
    screen.lines('');
    const turn = conversation.resume();
    if (turn === null) return true;
    if (lines.isAtTerminal) return answer(turn);
    complain(t('terminal.waiting_unasked'));
    return true;
  }

  async function talk(): Promise<boolean> {
    let succeeded = await goOn();
    for (;;) {
      const line = await lines.next(`${t('terminal.you')} `);
      if (line === null) return succeeded;
      warned = false;
      const wish = wishOf(line, conversation);
      switch (wish.kind) {
        case 'leave':
          return succeeded;
        case 'remark':
          screen.note(wish.remark);
          break;
        case 'turn':
          succeeded = await answer(wish.turn);
          break;
        case 'tools':
          await runToolsWish(wish.wish, conversation, screen);
          break;
        case 'nothing':
          break;
      }
    }
  }

  return { interrupt, run: () => talk().finally(() => lines.close()) };
}
