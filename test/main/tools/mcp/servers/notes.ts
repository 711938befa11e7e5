/**
 * A server for programs without a window: `node notes.ts FILE`. It notes what it does in the file.
 */
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { appendFileSync } from 'node:fs';
import * as z from 'zod';

const [, , file = ''] = process.argv;

function note(line: string): void {
  appendFileSync(file, `${line}\n`);
}

const textOf = (text: string) => ({ content: [{ type: 'text' as const, text }] });

/** Creates the server. */
function notesServer(): McpServer {
  const server = new McpServer({ name: 'notes', version: '1.0.0' });
  const input = { inputSchema: z.object({ text: z.string() }) };
  server.registerTool('write', { description: 'Writes a note.', ...input }, ({ text }) => {
    note(`write ${text}`);
    return textOf(`Noted: ${text}`);
  });
  server.registerTool('fail', { description: 'Fails.', ...input }, ({ text }) => ({
    ...textOf(`The disk is full: ${text}`),
    isError: true,
  }));
  server.registerTool(
    'wait',
    { description: 'Never answers.', ...input },
    async (_args, context) => {
      note('waiting');
      await new Promise<void>((resolve) => {
        context.mcpReq.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      note('cancelled');
      return textOf('Stopped.');
    },
  );
  return server;
}

note(`pid ${process.pid}`);
serveStdio(notesServer);
