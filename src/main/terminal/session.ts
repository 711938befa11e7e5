import { withoutBlankStart } from '../../shared/model/conversation-views.ts';
import type { OnPiece, TerminalConversation, Turn } from './conversation.ts';
import { readLines } from './lines.ts';
import { remarkOnEnd, serverWordsOf, remarkOnUsage } from './remarks.ts';
import { createScreen, type Screen } from './screen.ts';

export interface SessionOptions {
  readonly conversation: TerminalConversation;
  readonly showUsage: boolean;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** A chat between a person, or a pipe, and a model. */
export interface Session {
  /**
   * Handles Ctrl+C: stops a streaming answer; at the prompt, first explains how to leave and then
   * leaves.
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

/** Creates a chat session. */
export function createSession(options: SessionOptions): Session {
  const { conversation, output, showUsage } = options;
  const screen = createScreen(output);
  let answering: AbortController | null = null;
  let warned = false;

  function interrupt(): void {
    if (answering !== null) {
      answering.abort();
    } else if (!lines.clear()) {
      if (warned) {
        lines.close();
        return;
      }
      warned = true;
      output.write('\n');
      screen.note('To leave, press Ctrl+C again, press Ctrl+D or type quit.');
      lines.again();
    }
  }

  const lines = readLines({ input: options.input, output, onInterrupt: interrupt });

  function wishOf(line: string): Wish {
    const typed = line.trim().toLowerCase();
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
          remark: 'A new conversation. The model has forgotten the last one.',
        };
      case '/retry': {
        const turn = conversation.askAgain();
        return turn === null
          ? { kind: 'remark', remark: 'There is no question to ask again.' }
          : { kind: 'turn', turn };
      }
      case '/continue':
      case 'continue': {
        const turn = conversation.continueAnswer();
        if (turn !== null) return { kind: 'turn', turn };
        // Without an unfinished answer, the word is a message for the model.
        if (typed === 'continue') break;
        return { kind: 'remark', remark: 'There is no unfinished answer to continue.' };
      }
    }
    return { kind: 'turn', turn: conversation.ask(line) };
  }

  /** Shows an answer as it arrives; resolves to true unless it failed. */
  async function answer(turn: Turn): Promise<boolean> {
    answering = new AbortController();
    await screen.words('Assistant: ');
    const end = await turn(answering.signal, printerFor(screen));
    answering = null;
    screen.endLine();
    const remark = remarkOnEnd(end, conversation.canContinue());
    if (remark !== null) screen.note(remark);
    const words = serverWordsOf(end);
    if (words !== null) screen.note(words);
    if (showUsage && end.step.kind !== 'failed') screen.note(remarkOnUsage(end.usage));
    output.write('\n');
    return end.step.kind !== 'failed';
  }

  async function talk(): Promise<boolean> {
    let succeeded = true;
    for (;;) {
      const line = await lines.next('You: ');
      if (line === null) return succeeded;
      warned = false;
      const wish = wishOf(line);
      switch (wish.kind) {
        case 'leave':
          return succeeded;
        case 'remark':
          screen.note(wish.remark);
          break;
        case 'turn':
          succeeded = await answer(wish.turn);
          break;
        case 'nothing':
          break;
      }
    }
  }

  return { interrupt, run: () => talk().finally(() => lines.close()) };
}
