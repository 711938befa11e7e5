import { expect, it } from 'vitest';
import { eachProfile, expectSound } from './each-profile.ts';
import { sent, words } from './talk.ts';

eachProfile((place, profile) => {
  it('fails in the midst of an answer, and goes on when asked to', async () => {
    const { service, begin } = place();
    service.says({ text: 'The first half', ending: 'broken' }, { text: ' and the second.' });
    const talk = await begin();
    const half = await talk.ask('Say two halves.');
    expect(['failed', 'interrupted']).toContain(half.status);
    expect(half.error?.action).toBe('continue');
    expect(words(half)).toBe('The first half');
    const whole = await talk.after(
      talk.turns.continueAnswer(talk.id, await talk.last('assistant')),
    );
    expect(whole.status).toBe('complete');
    expect(words(whole)).toBe('The first half and the second.');
    expectSound(place());
  });

  it.runIf(profile.busy !== null)('is asked again after it had too much to do', async () => {
    const { service, begin } = place();
    if (profile.busy === null) return;
    service.refuses(profile.busy);
    service.says({ text: 'Here I am.' });
    const talk = await begin();
    const first = await talk.ask('Are you there?');
    if (first.status === 'failed') {
      // A long wait is left to the person, who is told when it is over.
      expect(first.error).toMatchObject({ action: 'retry' });
      expect(first.error?.retryAfterMs).toBeGreaterThan(3000);
      expect(first.error?.reason).toMatch(/^(?:rate_limit|overloaded)$/);
      await talk.after(talk.turns.retry(talk.id, await talk.last('assistant')));
    }
    expect(words(await talk.answer())).toBe('Here I am.');
    expect(service.complaints()).toEqual([profile.busy]);
    expect(service.asked()).toHaveLength(2);
  });

  it.runIf(profile.filter !== null)('refuses a question for itself, and no later one', async () => {
    const { service, begin } = place();
    if (profile.filter === null) return;
    service.refuses(profile.filter);
    service.says({ text: 'Gladly.' });
    const talk = await begin();
    const refused = await talk.ask('Something forbidden');
    expect(refused).toMatchObject({ status: 'failed', error: { kind: 'content_filter' } });
    expect(words(await talk.ask('Something else'))).toBe('Gladly.');
    expect(service.complaints()).toEqual([profile.filter]);
    expect(service.asked().map(sent).at(-1)).toEqual([{ role: 'user', text: 'Something else' }]);
  });

  it('keeps what was said before the filter stopped it', async () => {
    const { service, begin } = place();
    service.says({ text: 'I began to', ending: 'filtered' }, { text: 'Yes?' });
    const talk = await begin();
    const answer = await talk.ask('Tell me.');
    expect(words(answer)).toBe('I began to');
    expect(words(await talk.ask('Well?'))).toBe('Yes?');
    expectSound(place());
  });

  it.runIf(profile.keyHeader !== null)('refuses a wrong key, and says which', async () => {
    const { service, program, begin } = place();
    const providerId = await program.providerOf(service);
    await program.core.registry.setKey(providerId, 'sk-wrong-key-of-the-test');
    try {
      const answer = await (await begin()).ask('Hello?');
      expect(answer).toMatchObject({ status: 'failed', error: { kind: 'auth' } });
      expect(JSON.stringify(answer)).not.toContain('sk-wrong-key-of-the-test');
    } finally {
      await program.core.registry.setKey(providerId, 'sk-right-key-of-the-test');
    }
    expect(service.asked()).toHaveLength(1);
  });
});
