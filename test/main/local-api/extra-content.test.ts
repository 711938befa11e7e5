import type { OpenAI } from 'openai';
import { expect, it } from 'vitest';
import { strictlyAnswered } from '../../provider/strict.ts';
import { rigForTest, scripted } from './support.ts';

const signed = { google: { thought_signature: `signed by ${scripted.model}` } };

/** A call as Gemini streams it, with its signature. */
const chunks = [
  {
    choices: [
      {
        index: 0,
        delta: {
          role: 'assistant',
          tool_calls: [
            {
              index: 0,
              id: 'call_1',
              type: 'function',
              function: { name: 'weather', arguments: '{"city":"Riga"}' },
              extra_content: signed,
            },
          ],
        },
        finish_reason: 'tool_calls',
      },
    ],
  },
];

it.each([true, false])(
  "a call's extra content reaches the program and comes back (streamed: %s)",
  async (isStreamed) => {
    const rig = await rigForTest();
    rig.provider.next({ kind: 'chunks', chunks });
    rig.provider.script(
      strictlyAnswered({ kind: 'text', text: 'Rain.' }, 'paired_tools', 'gemini'),
    );
    const client = rig.openai();
    const user = { role: 'user' as const, content: 'Weather?' };
    const tools = [{ type: 'function' as const, function: { name: 'weather' } }];
    const body = { model: scripted.model, messages: [user], tools };
    const answer = isStreamed
      ? await client.chat.completions.stream(body).finalChatCompletion()
      : await client.chat.completions.create(body);
    const message = answer.choices[0]?.message;
    expect(message?.tool_calls).toMatchObject([{ id: 'call_1', extra_content: signed }]);
    const calls = message?.tool_calls as OpenAI.Chat.Completions.ChatCompletionMessageToolCall[];
    const next = await client.chat.completions.create({
      ...body,
      messages: [
        user,
        { role: 'assistant', content: null, tool_calls: calls },
        { role: 'tool', tool_call_id: 'call_1', content: 'Rain' },
      ],
    });
    expect(next.choices[0]?.message.content).toBe('Rain.');
    expect(rig.provider.requests.at(-1)?.body?.messages?.[1]).toMatchObject({
      tool_calls: [{ extra_content: signed }],
    });
  },
);
