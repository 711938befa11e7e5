import { expect, it } from 'vitest';
import { scriptedTools } from '../../turns/scripted-tools.ts';
import { eachProfile, type Place } from './each-profile.ts';
import { keepPicture } from './pictures.ts';
import { sent, thoughts, words } from './talk.ts';

/** Has every model of the service asked over Responses from now on. */
async function overResponses({ service, program }: Place): Promise<void> {
  const { name, address } = service.profile;
  const id = await program.providerOf(service);
  const kind = 'openai_compatible';
  await program.core.registry.save({ id, kind, name, baseUrl: address, protocol: 'responses' });
}

const endpoints = ({ service }: Place): readonly string[] =>
  service.asked().map(({ path }) => path.replace(/^.*\/(?=responses|chat)/, ''));

eachProfile((place, profile) => {
  if (profile.checkResponse === null) {
    it('has no Responses API, which is found out once', async () => {
      const { service, program, begin } = place();
      await overResponses(place());
      service.says({ text: 'Here.' }, { text: 'Again.' });
      const talk = await begin();
      expect(words(await talk.ask('Where are you?'))).toBe('Here.');
      expect(endpoints(place())).toEqual(['responses', 'chat/completions']);
      const later = await program.restart();
      await talk.in(later).ask('Still?');
      expect(endpoints(place()).slice(2)).toEqual(['chat/completions']);
      expect(service.complaints()).toEqual([]);
    });
    return;
  }

  it('is asked over Responses: thoughts, two calls, a branch, a restart', async () => {
    const { service, program, begin } = place();
    await overResponses(place());
    const call = { name: 'echo', arguments: '{"text":"a"}' };
    const answers = [
      { reasoning: 'I need it twice.', calls: [call, call] },
      { reasoning: 'Now I know.', text: 'Twice a.' },
      { text: 'Another a.' },
      { text: 'This stops', ending: 'length' as const },
      { text: ' here.' },
    ];
    service.says(...answers);
    const tools = scriptedTools();
    const talk = await begin({ systemPrompt: 'Be brief.', tools });
    const first = await talk.ask('What does it say?');
    expect(words(first)).toBe('Twice a.');
    expect(thoughts(first)).toBe('I need it twice.Now I know.');
    expect(first.usage).toMatchObject({ promptTokens: 200, completionTokens: 40 });
    await talk.after(talk.turns.regenerate(talk.id, await talk.last('assistant')));
    const later = await program.restart();
    later.tools.set(talk.id, tools);
    const last = talk.in(later);
    expect(await last.ask('And then?')).toMatchObject({ status: 'truncated' });
    const whole = await last.after(
      last.turns.continueAnswer(talk.id, await last.last('assistant')),
    );
    expect(words(whole)).toBe('This stops here.');
    expect(new Set(endpoints(place()))).toEqual(new Set(['responses']));
    expect(service.asked().map((request) => sent(request)[0])).toEqual(
      service.asked().map(() => ({ role: 'system', text: 'Be brief.' })),
    );
    // Mistral does not know `store`, and is asked without it from then on.
    const isStoreless = profile.name === 'Mistral';
    expect(service.complaints().map(({ param }) => param)).toEqual(
      isStoreless ? ['body store'] : [],
    );
    expect(service.left()).toBe(0);
  });

  it('sees a picture and fails in mid-stream over Responses as well', async () => {
    const { service, program, begin } = place();
    await overResponses(place());
    const picture = await keepPicture(program);
    service.says({ text: 'A red', ending: 'broken' }, { text: ' dot.' });
    const talk = await begin();
    const half = await talk.ask('What is this?', [picture]);
    expect(half.error?.action).toBe('continue');
    const whole = await talk.after(
      talk.turns.continueAnswer(talk.id, await talk.last('assistant')),
    );
    expect(words(whole)).toBe('A red dot.');
    expect(JSON.stringify(service.asked()[0]?.body)).toContain('"type":"input_image"');
  });

  it('refuses parameters once over Responses, and never again, across a restart', async () => {
    const { service, program, begin } = place();
    await overResponses(place());
    const parameters = {
      temperature: 0.2,
      stop: ['END'],
      seed: 7,
      topK: 40,
      maxOutputTokens: 500,
      reasoningEffort: 'low',
    } as const;
    const talk = await begin({ parameters });
    service.says({ text: 'One.' });
    expect(words(await talk.ask('Again?'))).toBe('One.');
    expect(service.complaints()).toHaveLength(3);
    service.forget();

    service.says({ text: 'Two.' }, { text: 'Three.' });
    await talk.ask('And again?');
    await talk.in(await program.restart()).ask('And now?');
    expect(service.complaints()).toEqual([]);
    expect(endpoints(place())).toEqual(['responses', 'responses']);
    for (const { body } of service.asked()) {
      expect(body).toMatchObject({ temperature: 0.2, max_output_tokens: 500 });
      expect(body?.['reasoning']).toMatchObject({ effort: 'low' });
      for (const field of ['stop', 'seed', 'top_k', 'max_tokens', 'reasoning_effort']) {
        expect(body).not.toHaveProperty(field);
      }
    }
  });
});
