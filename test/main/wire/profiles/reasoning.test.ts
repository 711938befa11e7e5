import { expect, it } from 'vitest';
import { scriptedTools } from '../../turns/scripted-tools.ts';
import { eachProfile, expectSound } from './each-profile.ts';
import { thoughts, words } from './talk.ts';

const secret = 'Thoughts that only their maker may read.';

eachProfile(
  (place, profile) => {
    it.runIf(profile.reasoning === 'shown')(
      'shows its reasoning apart from its words',
      async () => {
        const { service, begin } = place();
        service.says({ reasoning: 'First, I add up.', text: 'Seven.' }, { text: 'Yes.' });
        const talk = await begin();
        const answer = await talk.ask('3 + 4?');
        expect(thoughts(answer).trim()).toBe('First, I add up.');
        expect(words(answer)).toBe('Seven.');
        await talk.ask('Sure?');
        // Without calls, no server wants it back.
        expect(JSON.stringify(service.asked().at(-1)?.body)).not.toContain('I add up');
        expectSound(place());
      },
    );

    it.runIf(profile.reasoning === 'shown')(
      'thinks until the limit, and answers when it is asked to go on',
      async () => {
        const { service, begin } = place();
        service.says(
          { reasoning: 'So much to think of', ending: 'length' },
          { reasoning: 'Now.', text: 'Here it is.' },
          { text: 'Yes.' },
        );
        const talk = await begin();
        const cut = await talk.ask('Why?');
        expect(cut.status).toBe('truncated');
        expect(words(cut)).toBe('');
        const whole = await talk.after(
          talk.turns.continueAnswer(talk.id, await talk.last('assistant')),
        );
        expect(words(whole)).toBe('Here it is.');
        expect(thoughts(whole)).toContain('So much to think of');
        expect(words(await talk.ask('Really?'))).toBe('Yes.');
        expectSound(place());
      },
    );

    it('gets back what it thought before calls, over several turns and a restart', async () => {
      const { service, begin, program } = place();
      const call = { name: 'echo', arguments: '{}' };
      service.says(
        { reasoning: secret, calls: [call, call] },
        { reasoning: secret, calls: [call] },
        { reasoning: secret, text: 'That is it.' },
        { text: 'Indeed.' },
        { reasoning: secret, calls: [call] },
        { text: 'The end.' },
      );
      const tools = scriptedTools();
      const talk = await begin({ tools });
      await talk.ask('Think twice.');
      await talk.ask('Is it?');
      const later = await program.restart();
      later.tools.set(talk.id, tools);
      const last = await talk.in(later).ask('And now?');
      expect(last.status).toBe('complete');
      if (profile.takes.tools) expect(words(last)).toBe('The end.');
      else service.forget();
      expectSound(place());
    });
  },
  { hasUsedTools: true },
);
