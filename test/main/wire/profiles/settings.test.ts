import { expect, it } from 'vitest';
import { eachProfile, expectSound } from './each-profile.ts';
import { keepPicture } from './pictures.ts';
import { words } from './talk.ts';

eachProfile((place, profile) => {
  const { set, refusals, sent, left } = profile.parameters;

  it('refuses parameters once, and never again, across a restart', async () => {
    const { service, program, begin } = place();
    const talk = await begin({ parameters: set });
    service.says({ text: 'One.' }, { text: 'Two.' }, { text: 'Three.' });
    expect(words(await talk.ask('Again?'))).toBe('One.');
    // Its first question was asked before: what is learned of a server is not learned again.
    const known = profile.lessons.plain;
    expect(service.complaints()).toHaveLength(refusals - known);
    const last = service.asked().at(-1)?.body;
    expect(last).toMatchObject(sent);
    for (const field of left) expect(last).not.toHaveProperty(field);
    service.forget();

    service.says({ text: 'Two.' }, { text: 'Three.' });
    await talk.ask('And again?');
    const later = await program.restart();
    await talk.in(later).ask('And now?');
    expectSound(place());
    expect(service.asked()).toHaveLength(2);
    for (const { body } of service.asked()) expect(body).toMatchObject(sent);
  });

  it('sees a picture, or says that it does not', async () => {
    const { service, program, begin } = place();
    const picture = await keepPicture(program);
    service.says({ text: 'A red dot.' }, { text: 'Yes.' });
    const talk = await begin();
    const answer = await talk.ask('What is this?', [picture]);
    if (!profile.takes.images) {
      expect(answer).toMatchObject({ status: 'failed', error: { reason: 'images' } });
      expect(service.complaints()).toHaveLength(1);
      // The question stays in the conversation, and does not spoil the next one.
      service.forget();
      service.says({ text: 'Yes.' });
    } else {
      expect(words(answer)).toBe('A red dot.');
      expect(JSON.stringify(service.asked().at(-1)?.body)).toContain('data:image/png;base64,');
    }
    expect(words(await talk.ask('Are you sure?'))).toBe('Yes.');
    expectSound(place());
  });

  it('reads text that was cut inside a character', async () => {
    const { service, begin } = place();
    service.says({ text: 'Half of it.' });
    const talk = await begin({ systemPrompt: 'Cut: \ud83d' });
    expect(words(await talk.ask('This is cut here: \ud83d'))).toBe('Half of it.');
    const [{ body } = { body: null }] = service.asked();
    expect(JSON.stringify(body)).not.toMatch(/\\ud83d(?!\\ud)/);
    expectSound(place());
  });
});
