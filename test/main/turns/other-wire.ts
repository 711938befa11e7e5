import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { errorOf } from '../../../src/shared/model/errors.ts';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import type { Protocol, Question, QuestionMessage } from '../../../src/main/wire/protocol.ts';

/** What the server of this wire sends, one line each. */
export type Line =
  | { readonly say: string }
  | { readonly think: string }
  | { readonly call: string; readonly id: string; readonly with: string }
  | { readonly end: 'stop' | 'length' | 'tool_calls' }
  | { readonly wrong: string }
  /** Nothing more until the client disconnects. */
  | { readonly hang: true };

/**
 * A server with its own protocol: a question is a line of JSON over TCP, and an answer has a line
 * for each piece.
 */
export interface OtherServer {
  readonly protocol: Protocol;
  /** Every question received, as it was on the wire. */
  readonly questions: readonly string[];
  readonly close: () => Promise<void>;
}

function lineOf(message: QuestionMessage): string {
  switch (message.role) {
    case 'system':
      return `rule ${message.text}`;
    case 'user':
      return `they ${message.contents.map((each) => (each.kind === 'text' ? each.text : each.kind)).join(' + ')}`;
    case 'assistant':
      return `I ${message.text}${message.calls.map((call) => ` <${call.callId} ${call.name} ${call.arguments}>`).join('')}`;
    case 'tool':
      return `tool ${message.callId}: ${message.text}`;
  }
}

function stepOf(line: Line): ChatStep | null {
  if ('say' in line) return { kind: 'delta', text: line.say };
  if ('think' in line) return { kind: 'reasoning', text: line.think };
  if ('call' in line) {
    return { kind: 'tool', callId: line.id, name: line.call, argumentsDelta: line.with };
  }
  if ('end' in line) return { kind: 'finished', finishReason: line.end };
  if ('hang' in line) return null;
  const rest = { kind: 'server', retryable: true, action: 'retry' } as const;
  return { kind: 'failed', error: errorOf('plain', { text: line.wrong }, rest) };
}

function protocolAt(port: number): Protocol {
  return {
    async *ask(question: Question, signal: AbortSignal) {
      if (signal.aborted) {
        yield { kind: 'stopped' };
        return;
      }
      const socket = connect(port, '127.0.0.1');
      const stop = (): void => void socket.destroy();
      signal.addEventListener('abort', stop, { once: true });
      try {
        const tools = (question.tools ?? []).map(({ name }) => name);
        socket.write(`${JSON.stringify({ said: question.messages.map(lineOf), tools })}\n`);
        let rest = '';
        for await (const piece of socket.setEncoding('utf8')) {
          const lines = `${rest}${String(piece)}`.split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            const step = stepOf(JSON.parse(line) as Line);
            if (step === null) continue;
            yield step;
            if (step.kind === 'finished' || step.kind === 'failed') return;
          }
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        signal.removeEventListener('abort', stop);
        socket.destroy();
      }
      yield { kind: 'stopped' };
    },
    listModels: () => Promise.resolve([{ id: 'other-1' }]),
  };
}

/**
 * Starts a server that answers the questions in turn, each with its lines. The last answer repeats.
 */
export async function startOtherServer(
  ...answers: readonly (readonly Line[])[]
): Promise<OtherServer> {
  const questions: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    createInterface({ input: socket }).once('line', (line) => {
      const answer = answers[Math.min(questions.length, answers.length - 1)] ?? [];
      questions.push(line);
      for (const each of answer) socket.write(`${JSON.stringify(each)}\n`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    protocol: protocolAt((server.address() as AddressInfo).port),
    questions,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
