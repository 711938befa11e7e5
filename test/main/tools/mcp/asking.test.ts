import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type {
  Elicitation,
  PersonPort,
  SamplingRequest,
} from '../../../../src/main/tools/mcp/person.ts';
import type { ToolTransport } from '../../../../src/shared/model/tools.ts';
import { fromNpm } from './from-npm.ts';
import { callContext, noSignal, openTestServers, program, serverOf } from './kit.ts';

/** Starts a server that asks the person, with a person who answers as scripted. */
async function run(transport: ToolTransport, person: Partial<PersonPort> | null, rest = {}) {
  const asked: (Elicitation | SamplingRequest)[] = [];
  const port: PersonPort = {
    elicit(request, signals) {
      asked.push(request);
      return person?.elicit?.(request, signals) ?? Promise.resolve({ kind: 'decline' });
    },
    sample(request, signals) {
      asked.push(request);
      return person?.sample?.(request, signals) ?? Promise.resolve({ kind: 'decline' });
    },
    visit: () => Promise.resolve(false),
    completed: () => undefined,
  };
  const opened = await openTestServers({
    backoff: [],
    ...(person === null ? {} : { person: port }),
  });
  await opened.servers.apply(serverOf(transport, rest), false);
  const source = opened.servers.source('server-1');
  const tools = await source.tools(noSignal);
  return { ...opened, source, names: tools.map(({ name }) => name), asked };
}

const everything = fromNpm('everything', 'stdio');
const elicit: PersonPort['elicit'] = () =>
  Promise.resolve({ kind: 'accept', content: { name: 'Ada', firstLine: 'x' } });

describe('a server that asks the person', () => {
  it('gets a form filled in, in the older era', async () => {
    const { source, asked } = await run(everything, { elicit });
    const { content } = await source.call('trigger-elicitation-request', {}, callContext());
    expect(asked).toMatchObject([{ kind: 'form', serverId: 'server-1' }]);
    const [request] = asked;
    const fields = request !== undefined && 'fields' in request ? request.fields : [];
    expect(fields).toHaveLength(13);
    expect(JSON.stringify(content)).toContain('Ada');
  });

  it('gets a form filled in, in the newest era', async () => {
    const { source, asked } = await run(program('modern'), { elicit });
    const { content } = await source.call('ask', {}, callContext());
    expect(content).toEqual([{ kind: 'text', text: 'You are Ada' }]);
    expect(asked).toMatchObject([
      {
        kind: 'form',
        message: 'Who are you?',
        conversationId: 'conversation',
        fields: [{ name: 'name', kind: 'text', isRequired: true }],
      },
    ]);
  });

  it('is told no', async () => {
    const { source } = await run(everything, {});
    const { content } = await source.call('trigger-elicitation-request', {}, callContext());
    expect(JSON.stringify(content)).toMatch(/declined/i);
  });

  it('does not count as silent while the person thinks', async () => {
    const slowly: PersonPort['elicit'] = async (request, signals) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 1500);
      });
      return elicit(request, signals);
    };
    const { source } = await run(program('modern'), { elicit: slowly }, { idleTimeoutSeconds: 1 });
    const { content } = await source.call('ask', {}, callContext());
    expect(content).toEqual([{ kind: 'text', text: 'You are Ada' }]);
  });

  it('learns that Parley cannot ask where there is nobody', async () => {
    const { names } = await run(everything, null);
    expect(names).not.toContain('trigger-elicitation-request');
    expect(names).not.toContain('trigger-sampling-request');
  });
});

describe('a server that asks a model', () => {
  const sample: PersonPort['sample'] = () =>
    Promise.resolve({ kind: 'answer', model: 'small', text: 'An answer', isCut: false });

  it('cannot, unless that was switched on', async () => {
    const { names } = await run(everything, { sample });
    expect(names).not.toContain('trigger-sampling-request');
  });

  it('gets an answer', async () => {
    const { source, asked } = await run(everything, { sample }, { allowsSampling: true });
    const args = { prompt: 'A question', maxTokens: 50 };
    const { content } = await source.call('trigger-sampling-request', args, callContext());
    expect(JSON.stringify(content)).toContain('An answer');
    expect(asked).toMatchObject([{ serverId: 'server-1', maxTokens: 50 }]);
    expect(JSON.stringify(asked)).toContain('A question');
  });

  it('is told when the person says no', async () => {
    const { source } = await run(everything, {}, { allowsSampling: true });
    const args = { prompt: 'A question', maxTokens: 50 };
    const { content, isError } = await source.call('trigger-sampling-request', args, callContext());
    expect(isError).toBe(true);
    expect(JSON.stringify(content)).toContain('rejected');
  });
});

describe('the folders of a server', () => {
  const rootsTool = 'get-roots-list';

  it('are not offered to one that has none', async () => {
    const { names } = await run(everything, {});
    expect(names).not.toContain(rootsTool);
  });

  it('are told to it, and no others', async () => {
    const folders = ['/srv/notes of mine', '~/work', 'not whole'];
    const { source, names } = await run(everything, {}, { folders });
    expect(names).toContain(rootsTool);
    const { content } = await source.call(rootsTool, {}, callContext());
    const told = JSON.stringify(content);
    expect(told).toContain('file:///srv/notes%20of%20mine');
    expect(told).toContain(pathToFileURL(join(homedir(), 'work')).href);
    expect(told).not.toContain('whole');
  });
});
