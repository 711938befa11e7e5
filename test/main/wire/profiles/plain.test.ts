import { expect, it } from 'vitest';
import { variedText } from '../../../provider/catalogue/misbehaviour.ts';
import { eachProfile, expectSound } from './each-profile.ts';
import { sent, words } from './talk.ts';

eachProfile((place) => {
  it('is asked a plain question, with no field that nobody set', async () => {
    const { service, begin } = place();
    service.says({ text: 'Fine, thanks.' });
    const answer = await (await begin()).ask('How are you?');
    expect(answer.status).toBe('complete');
    expect(words(answer)).toBe('Fine, thanks.');
    const [{ body } = { body: null }] = service.asked();
    const fields = Object.keys(body ?? {}).filter((name) => name !== 'stream_options');
    expect(fields.toSorted()).toEqual(['messages', 'model', 'stream']);
    expect(body?.messages).toEqual([{ role: 'user', content: 'How are you?' }]);
    expectSound(place());
  });

  it('gets a system prompt where it belongs, byte for byte the same in every turn', async () => {
    const { service, begin } = place();
    service.says({ text: 'One.' }, { text: 'Two.' });
    const talk = await begin({ systemPrompt: 'Answer in one word.' });
    await talk.ask('First?');
    await talk.ask('Second?');
    const lines = service.asked().map(sent);
    expect(lines.map(([first]) => first)).toEqual([
      { role: 'system', text: 'Answer in one word.' },
      { role: 'system', text: 'Answer in one word.' },
    ]);
    expect(lines[1]?.slice(0, 2)).toEqual(lines[0]);
    expectSound(place());
  });

  it('follows several turns, an edited question and another version of an answer', async () => {
    const { service, begin } = place();
    service.says(...['A.', 'B.', 'C.', 'D.', 'E.'].map((text) => ({ text })));
    const talk = await begin({ systemPrompt: 'Be brief.' });
    await talk.ask('One?');
    await talk.ask('Two?');
    await talk.after(talk.turns.regenerate(talk.id, await talk.last('assistant')));
    await talk.after(talk.turns.edit(talk.id, await talk.last('user'), 'Two, then?'));
    const answer = await talk.ask('Three?');
    expect(words(answer)).toBe('E.');
    expect(service.asked().map(sent).at(-1)?.slice(1)).toEqual([
      { role: 'user', text: 'One?' },
      { role: 'assistant', text: 'A.' },
      { role: 'user', text: 'Two, then?' },
      { role: 'assistant', text: 'D.' },
      { role: 'user', text: 'Three?' },
    ]);
    expectSound(place());
  });

  it('says and hears every character', async () => {
    const { service, begin } = place();
    service.says({ text: variedText }, { text: 'Yes.' });
    const talk = await begin();
    const answer = await talk.ask(`Repeat: ${variedText}`);
    expect(words(answer)).toBe(variedText);
    await talk.ask('Is that all?');
    expect(service.asked().map(sent).at(-1)?.slice(0, 2)).toEqual([
      { role: 'user', text: `Repeat: ${variedText}` },
      { role: 'assistant', text: variedText },
    ]);
    expectSound(place());
  });

  it('can be stopped, and is asked on with what it had said', async () => {
    const { service, begin } = place();
    service.says({ text: 'This is going to be', ending: 'hangs' }, { text: 'Well.' });
    const talk = await begin();
    await talk.turns.send(talk.id, 'Tell me all.');
    await expect.poll(async () => words(await talk.answer())).toBe('This is going to be');
    await talk.turns.stop(talk.id);
    expect(await talk.answer()).toMatchObject({ status: 'stopped' });
    await talk.ask('Briefly, please.');
    expect(service.asked().map(sent).at(-1)?.[1]).toEqual({
      role: 'assistant',
      text: 'This is going to be',
    });
    expectSound(place());
  });

  it('may have nothing to say, and is asked on without an empty message', async () => {
    const { service, begin } = place();
    service.says({ text: '' }, { text: 'Now.' });
    const talk = await begin();
    await talk.ask('Say nothing.');
    const answer = await talk.ask('And now?');
    expect(words(answer)).toBe('Now.');
    expectSound(place());
  });

  it('reaches the limit of an answer, and goes on when asked to', async () => {
    const { service, begin } = place();
    service.says({ text: 'Once upon a', ending: 'length' }, { text: ' time.' });
    const talk = await begin();
    expect(await talk.ask('A tale!')).toMatchObject({ status: 'truncated' });
    const whole = await talk.after(
      talk.turns.continueAnswer(talk.id, await talk.last('assistant')),
    );
    expect(whole.status).toBe('complete');
    expect(words(whole)).toBe('Once upon a time.');
    expectSound(place());
  });
});
