import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deepseek } from '../../../provider/profiles/deepseek.ts';
import { gemini } from '../../../provider/profiles/gemini.ts';
import { openai } from '../../../provider/profiles/openai.ts';
import { openrouter } from '../../../provider/profiles/openrouter.ts';
import { profiles } from '../../../provider/profiles/all.ts';
import { startProfile, type Service } from '../../../provider/profiles/start.ts';
import { scriptedTools } from '../../turns/scripted-tools.ts';
import { temporaryFolder } from './each-profile.ts';
import { startProgram, type Program } from './program.ts';
import { beginTalk, sent, words, type Talk } from './talk.ts';

/** Services whose calls come with fields that only they can read. */
const sealing = [deepseek, gemini, openrouter, openai];

const call = (text: string) => ({ name: 'echo', arguments: JSON.stringify({ text }) });

let services: ReadonlyMap<string, Service>;
let program: Program;
const root = temporaryFolder();

function serviceOf(name: string): Service {
  const service = services.get(name);
  if (service === undefined) throw new Error(`${name} does not run.`);
  return service;
}

beforeAll(async () => {
  const started = await Promise.all(profiles.map(startProfile));
  services = new Map(started.map((service) => [service.profile.name, service]));
  program = await startProgram(root, started);
  program.settings({ nameConversations: false });
  // Each is met once, so that what is learned from it is not counted below.
  for (const service of started) {
    await (await beginTalk(program, service, { tools: scriptedTools() })).ask('Who are you?');
  }
});
beforeEach(() => {
  for (const service of services.values()) service.forget();
});
afterAll(async () => {
  for (const { provider } of services.values()) await provider.close();
});

/** A conversation in which each of these services has thought and called two tools. */
async function muchSaid(makers: readonly { readonly name: string }[]): Promise<Talk> {
  const first = serviceOf(makers[0]?.name ?? '');
  const tools = scriptedTools();
  const talk = await beginTalk(program, first, { systemPrompt: 'Be exact.', tools });
  for (const { name } of makers) {
    const service = serviceOf(name);
    await talk.switchTo(service);
    service.says(
      { reasoning: `${name} thinks`, calls: [call(`${name} a`), call(`${name} b`)] },
      { reasoning: `${name} concludes`, text: `${name} is done.` },
    );
    expect(words(await talk.ask(`A question for ${name}`))).toBe(`${name} is done.`);
    expect(service.complaints()).toEqual([]);
  }
  return talk;
}

/** Traces of the opaque fields of a service, and of its thoughts. */
const traces: Readonly<Record<string, RegExp>> = {
  DeepSeek: /DeepSeek (?:thinks|concludes)/,
  Gemini: /signed by models/,
  OpenRouter: /reasoning_details|signed by anthropic|OpenRouter (?:thinks|concludes)/,
  OpenAI: /sealed|encrypted_content":|"type":"reasoning"|OpenAI (?:thinks|concludes)/,
};

describe.each(profiles)('a conversation with many models', ({ name, takes }) => {
  it(`goes on with ${name}, which is sent nothing that belongs to another`, async () => {
    const others = sealing.filter((each) => each.name !== name);
    const talk = await muchSaid(others);
    const service = serviceOf(name);
    await talk.switchTo(service);
    service.says({ text: 'I have read it all.' }, { text: 'Still here.' });
    expect(words(await talk.ask('And you?'))).toBe('I have read it all.');
    expect(words(await talk.ask('Really?'))).toBe('Still here.');
    for (const request of service.asked()) {
      const body = JSON.stringify(request.body).replace('"reasoning.encrypted_content"', '');
      for (const other of others) expect(body).not.toMatch(traces[other.name] ?? /$^/);
      const text = sent(request)
        .map((line) => line.text)
        .join('\n');
      for (const other of others) expect(text).toContain(`A question for ${other.name}`);
    }
    // Where calls are not taken, each turn tells them in words after one refusal.
    expect(service.complaints()).toHaveLength(takes.tools ? 0 : 2);
    // Nothing was learned of the server that is not so: it takes a system prompt.
    expect(service.asked().map((request) => sent(request)[0]?.role)).toEqual(
      service.asked().map(() => 'system'),
    );
  });

  it(`comes back from ${name} to the models before, which get their own fields back`, async () => {
    const others = sealing.filter((each) => each.name !== name);
    const talk = await muchSaid(others);
    const between = serviceOf(name);
    await talk.switchTo(between);
    between.says({ text: 'Hello from elsewhere.' });
    await talk.ask('Say hello.');
    for (const other of others) {
      const service = serviceOf(other.name);
      await talk.switchTo(service);
      service.says({ text: `${other.name} is back.` });
      expect(words(await talk.ask('Are you back?'))).toBe(`${other.name} is back.`);
      const body = JSON.stringify(service.asked().at(-1)?.body);
      expect(body).toMatch(traces[other.name] ?? /$^/);
      expect(service.complaints()).toEqual([]);
    }
  });
});
