import { createInterface } from 'node:readline';

/** A JSON-RPC message, typed as loosely as a misbehaving server reads it. */
export interface Message {
  readonly id?: number | string;
  readonly method?: string;
  /** Set in a response. */
  readonly result?: unknown;
  readonly error?: unknown;
  readonly params?: {
    readonly name?: string;
    readonly cursor?: string;
    readonly arguments?: Readonly<Record<string, unknown>>;
    readonly _meta?: { readonly progressToken?: number | string };
  };
}

/** Writes a message to standard output. */
export function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

/** Answers a request. */
export function answer(message: Message, result: object): void {
  send({ id: message.id, result });
}

/** Responds to a request with an error. */
export function refuse(message: Message, code: number, text: string): void {
  send({ id: message.id, error: { code, message: text } });
}

/** Creates a minimal tool definition; `rest` adds fields. */
export function tool(name: string, rest: object = {}): object {
  return { name, description: `Does ${name}`, inputSchema: { type: 'object' }, ...rest };
}

/** Creates a result with one text. */
export function textResult(text: string): object {
  return { content: [{ type: 'text', text }] };
}

/**
 * Calls `onMessage` for each message. Does the handshake of the older era itself, unless the
 * callback returns true.
 */
export function serve(
  onMessage: (message: Message) => boolean | void,
  capabilities: object = { tools: { listChanged: true } },
): void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const message = JSON.parse(line) as Message;
    if (onMessage(message) === true || message.id === undefined) return;
    if (message.method === 'initialize') {
      answer(message, {
        protocolVersion: '2025-11-25',
        capabilities,
        serverInfo: { name: 'small', version: '1.0.0' },
        instructions: 'Be kind.',
      });
    } else if (message.method === 'server/discover') refuse(message, -32_601, 'Method not found');
  });
}
