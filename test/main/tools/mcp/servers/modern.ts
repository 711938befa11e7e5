/**
 * A server of the newest era. `node modern.ts` serves it over stdio; a test serves it over HTTP.
 */
import { acceptedContent, inputRequired, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';

/** Creates the server. */
export function modernServer(): McpServer {
  const server = new McpServer({ name: 'modern', title: 'Modern', version: '2.0.0' });
  server.registerTool(
    'add',
    { inputSchema: z.object({ a: z.number(), b: z.number() }) },
    ({ a, b }) => ({
      content: [{ type: 'text', text: String(a + b) }],
    }),
  );
  server.registerTool('ask', { inputSchema: z.object({}) }, (_args, context) => {
    const answer = acceptedContent<{ name: string }>(context.mcpReq.inputResponses, 'name');
    if (answer !== undefined)
      return { content: [{ type: 'text', text: `You are ${answer.name}` }] };
    const requestedSchema = {
      type: 'object' as const,
      properties: { name: { type: 'string' as const } },
      required: ['name'],
    };
    const message = 'Who are you?';
    return inputRequired({
      inputRequests: { name: inputRequired.elicit({ message, requestedSchema }) },
    });
  });
  server.registerTool('consult', { inputSchema: z.object({}) }, (_args, context) => {
    const answer = context.mcpReq.inputResponses?.['answer'];
    if (answer !== undefined) return { content: [{ type: 'text', text: JSON.stringify(answer) }] };
    const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: 'Well?' } }];
    return inputRequired({
      inputRequests: { answer: inputRequired.createMessage({ messages, maxTokens: 10 }) },
    });
  });
  server.registerTool('visit', { inputSchema: z.object({}) }, (_args, context) => {
    const answer = context.mcpReq.inputResponses?.['page'];
    if (answer !== undefined) return { content: [{ type: 'text', text: JSON.stringify(answer) }] };
    const url = 'https://example.com/sign-in';
    return inputRequired({
      inputRequests: { page: inputRequired.elicitUrl({ message: 'Sign in', url }) },
    });
  });
  server.registerTool('grow', { inputSchema: z.object({}) }, () => {
    server.registerTool('grown', { inputSchema: z.object({}) }, () => ({ content: [] }));
    return { content: [] };
  });
  return server;
}

if (import.meta.main) serveStdio(modernServer);
