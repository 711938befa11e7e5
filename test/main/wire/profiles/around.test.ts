import { expect, it } from 'vitest';
import { eachProfile, expectSound } from './each-profile.ts';
import { count } from '../../../provider/profiles/parts/stream.ts';

eachProfile((place, profile) => {
  it('names a conversation', async () => {
    const { service, program, begin } = place();
    program.settings({ nameConversations: true });
    try {
      service.says({ text: 'Because of the light.' });
      const talk = await begin();
      await talk.ask('Why is the sky blue?');
      const { conversations } = program.core;
      await expect
        .poll(async () => (await conversations.get(talk.id)).title)
        .toBe('A title of the model');
      expectSound(place());
    } finally {
      program.settings({ nameConversations: false });
    }
  });

  it('counts what an answer costs, with all that the model thought', async () => {
    const { service, begin } = place();
    service.says({
      text: 'Four.',
      ...(profile.reasoning === null ? {} : { reasoning: 'Two and two.' }),
    });
    const { usage } = await (await begin()).ask('2 + 2?');
    const { prompt, completion, reasoning, cached, cost } = count;
    expect(usage).toEqual({
      promptTokens: prompt,
      completionTokens: completion,
      totalTokens: prompt + completion,
      ...(profile.counts.includes('reasoning') ? { reasoningTokens: reasoning } : {}),
      ...(profile.counts.includes('cached') ? { cachedTokens: cached } : {}),
      ...(profile.counts.includes('cost') ? { costUsd: cost } : {}),
    });
    expectSound(place());
  });

  it('lists its models, those for chats first', async () => {
    const { service, program } = place();
    const listing = program.core.listModels(await program.providerOf(service), true);
    if (profile.models === null) {
      await expect(listing).rejects.toMatchObject({ error: { code: 'models_not_listed' } });
      return;
    }
    const ids = (await listing).map(({ id }) => id);
    expect(ids).toContain(profile.model);
    // Models for something else come last.
    expect(ids.findIndex((id) => /embed|whisper|image/.test(id))).not.toBe(0);
  });
});
