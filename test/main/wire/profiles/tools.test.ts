import { expect, it } from 'vitest';
import type { Part } from '../../../../src/shared/model/conversation.ts';
import { scriptedTools, type Script } from '../../turns/scripted-tools.ts';
import { short } from '../../turns/turn-rig.ts';
import { eachProfile, expectSound, type Place } from './each-profile.ts';
import { keepPicture } from './pictures.ts';
import { sent, words } from './talk.ts';

const call = (text: string) => ({ name: 'echo', arguments: JSON.stringify({ text }) });

/** Parts without the ids of calls, which are the server's own. */
const plain = (parts: readonly Part[]): readonly string[] => {
  const ids = parts.flatMap((part) => (part.kind === 'tool_call' ? [part.callId] : []));
  return short(parts.filter(({ kind }) => kind !== 'citation')).map((line) =>
    ids.reduce((rest, id, at) => rest.replace(` ${id} `, ` ${String(at)} `), line),
  );
};

/** The text of the last request, in which pictures are data. */
const lastBody = ({ service }: Place): string => JSON.stringify(service.asked().at(-1)?.body);

eachProfile(
  (place, profile) => {
    if (!profile.takes.tools) {
      it('answers without tools where its models know none', async () => {
        const { service, begin } = place();
        service.says({ text: 'I cannot look.' });
        const tools = scriptedTools();
        const answer = await (await begin({ tools })).ask('Look it up.');
        expect(words(answer)).toBe('I cannot look.');
        expect(tools.ran).toEqual([]);
        expectSound(place());
      });
      return;
    }

    it('calls two tools at once, and gets both results', async () => {
      const { service, begin } = place();
      service.says(
        { text: 'Let me see.', calls: [call('a'), call('b')] },
        { text: 'A and b.' },
        { text: 'You are welcome.' },
      );
      const talk = await begin({ systemPrompt: 'Use tools.', tools: scriptedTools() });
      const answer = await talk.ask('What do they say?');
      expect(plain(answer.parts)).toEqual([
        'text Let me see.',
        'call 0 done',
        'call 1 done',
        'result 0 echo {"text":"a"}',
        'result 1 echo {"text":"b"}',
        'text A and b.',
      ]);
      expect(words(await talk.ask('Thanks.'))).toBe('You are welcome.');
      expectSound(place());
    });

    it('takes five rounds, with a restart before the last question', async () => {
      const { service, begin, program } = place();
      const rounds = ['1', '2', '3', '4', '5'].map((text) => ({ calls: [call(text)] }));
      service.says(...rounds, { text: 'Done.' }, { calls: [call('6')] }, { text: 'Again.' });
      const tools = scriptedTools();
      const talk = await begin({ tools });
      expect(words(await talk.ask('Do it five times.'))).toBe('Done.');
      const later = await program.restart();
      later.tools.set(talk.id, tools);
      expect(words(await talk.in(later).ask('And once more.'))).toBe('Again.');
      expect(new Set(tools.ran).size).toBe(6);
      expectSound(place());
      // Each request repeats the one before it and adds to its end, so that caches hold.
      const bodies = service.asked().map(({ body }) => body);
      expect(new Set(bodies.map((body) => JSON.stringify(body?.['tools']))).size).toBe(1);
      const texts = bodies.map((body) =>
        JSON.stringify(body?.messages ?? body?.input).slice(0, -1),
      );
      for (const [at, text] of texts.entries()) {
        expect(text.startsWith(texts[at - 1] ?? '')).toBe(true);
      }
    });

    it('is told that a call was denied, and that one failed', async () => {
      const { service, begin } = place();
      service.says({ calls: [call('no'), call('bad')] }, { text: 'A pity.' });
      const script = ({ arguments: text }: { readonly arguments: string }): Script =>
        text.includes('no')
          ? { approval: 'denied' }
          : { outcome: { content: [{ kind: 'text', text: '' }], isError: true } };
      const answer = await (await begin({ tools: scriptedTools(script) })).ask('Try both.');
      expect(plain(answer.parts).slice(0, 2)).toEqual(['call 0 denied', 'call 1 failed']);
      expect(words(answer)).toBe('A pity.');
      expectSound(place());
    });

    it('is stopped between its call and the result, and is asked on', async () => {
      const { service, begin } = place();
      service.says({ calls: [call('wait')] }, { text: 'Never mind.' });
      const talk = await begin({ tools: scriptedTools(() => ({ outcome: 'hangs' })) });
      await talk.turns.send(talk.id, 'Wait for it.');
      await expect.poll(async () => plain((await talk.answer()).parts)).toEqual(['call 0 running']);
      await talk.turns.stop(talk.id);
      expect(words(await talk.ask('Leave it.'))).toBe('Never mind.');
      expectSound(place());
    });

    it('gets the picture of a result where it sees, and words where it does not', async () => {
      const { service, begin } = place();
      const picture = await keepPicture(place().program);
      service.says({ calls: [call('draw')] }, { text: 'A dot.' }, { text: 'Red.' });
      const tools = scriptedTools(() => ({ outcome: { content: [picture], isError: false } }));
      const talk = await begin({ tools });
      expect(words(await talk.ask('Draw.'))).toBe('A dot.');
      expect(words(await talk.ask('Which colour?'))).toBe('Red.');
      expect(lastBody(place()).includes('data:image/png')).toBe(profile.takes.images);
      expect(service.left()).toBe(0);
      if (profile.takes.images) expectSound(place());
      // It says once that it sees nothing.
      else expect(service.complaints()).toHaveLength(1);
    });

    it('calls a tool whose name and schema are not to its taste', async () => {
      const { service, begin } = place();
      const tools = scriptedTools();
      const odd = {
        ...tools,
        definitions: () => [
          {
            name: 'weather.now in°',
            description: 'Tells it.',
            inputSchema: {
              $schema: 'https://json-schema.org/draft/2020-12/schema',
              type: 'object',
              properties: {
                place: { $ref: '#/$defs/place' },
                unit: { type: ['string', 'null'], default: null },
              },
              required: ['place'],
              additionalProperties: false,
              $defs: { place: { type: 'string', minLength: 1 } },
            },
          },
          { name: 'nothing', description: 'Takes nothing.', inputSchema: {} },
          ...tools.definitions([]),
        ],
      };
      service.says({ calls: [call('x')] }, { text: 'Fine.' });
      const talk = await begin({ tools: odd });
      expect(words(await talk.ask('Use any.'))).toBe('Fine.');
      expectSound(place());
    });

    it('reads a history with calls whose arguments were cut off', async () => {
      const { service, begin } = place();
      service.says(
        { text: 'Wait', calls: [{ name: 'echo', arguments: '{"text":"a' }], ending: 'length' },
        { text: 'Well.' },
      );
      const talk = await begin({ tools: scriptedTools() });
      await talk.ask('Say a lot.');
      expect(words(await talk.ask('Shorter.'))).toBe('Well.');
      expect(sent(service.asked().at(-1) ?? { body: null }).length).toBeGreaterThan(2);
      expectSound(place());
    });
  },
  { hasUsedTools: true },
);
