import { describe, expect, it } from 'vitest';
import {
  effectivePrompt,
  effectiveTools,
  hasOwnModel,
  wantedModel,
  withAssistant,
} from '../../../../src/shared/model/assistants/effective.ts';
import { effectiveParameters } from '../../../../src/shared/model/parameters/parameters.ts';
import { reviewer, translator } from './samples.ts';

const bare = { systemPrompt: null, providerId: null, model: null };
const appTools = { on: ['web'], off: [] };

describe('values come from the conversation, the assistant, the model, the app', () => {
  it('prompts', () => {
    expect(effectivePrompt(bare, 'App')).toEqual({ value: 'App', from: 'app' });
    expect(effectivePrompt({ ...bare, assistant: reviewer }, 'App')).toEqual({
      value: 'Review code.',
      from: 'assistant',
    });
    expect(
      effectivePrompt({ ...bare, assistant: { ...reviewer, instructions: ' ' } }, 'App'),
    ).toEqual({ value: 'App', from: 'app' });
    expect(effectivePrompt({ systemPrompt: '', assistant: reviewer }, 'App')).toEqual({
      value: '',
      from: 'conversation',
    });
  });

  it('tools', () => {
    expect(effectiveTools(bare, undefined).value).toEqual({ on: [], off: [] });
    expect(effectiveTools({ ...bare, assistant: reviewer }, appTools)).toEqual({
      value: appTools,
      from: 'app',
    });
    expect(effectiveTools({ ...bare, assistant: translator }, appTools)).toEqual({
      value: translator.tools,
      from: 'assistant',
    });
    const tools = { on: [], off: [] };
    expect(effectiveTools({ tools, assistant: translator }, appTools)).toEqual({
      value: tools,
      from: 'conversation',
    });
  });

  it('parameters, each on its own', () => {
    expect(
      effectiveParameters({
        app: { temperature: 1, topP: 0.1, seed: 1, minP: 0.1 },
        model: { topP: 0.2, seed: 2, minP: 0.2 },
        assistant: { seed: 3, minP: 0.3 },
        conversation: { minP: 0.4 },
      }),
    ).toEqual({ temperature: 1, topP: 0.2, seed: 3, minP: 0.4 });
  });

  it('models', () => {
    expect(wantedModel({ ...bare, assistant: translator })).toEqual(translator.model);
    expect(wantedModel({ ...bare, assistant: reviewer })).toEqual({
      providerId: null,
      model: null,
    });
    const own = { providerId: 'q', model: 'm', assistant: translator };
    expect(wantedModel(own)).toMatchObject({ providerId: 'q', model: 'm' });
    expect(hasOwnModel(own, translator.model)).toBe(true);
    expect(hasOwnModel({ ...own, ...translator.model }, translator.model)).toBe(false);
    expect(hasOwnModel({ ...bare, assistant: translator }, translator.model)).toBe(false);
  });
});

describe('another assistant', () => {
  const other = { ...translator, id: 'a3', model: { providerId: 'p', model: 'german-1' } };
  const modelOf = (own: Parameters<typeof wantedModel>[0]) => wantedModel(own).model;

  it('leaves what the conversation set', () => {
    const own = {
      ...bare,
      systemPrompt: 'Mine',
      tools: { on: ['time'], off: [] },
      parameters: { seed: 1 },
      assistant: reviewer,
    };
    expect(withAssistant(own, other)).toEqual({ ...own, assistant: other });
    expect(withAssistant(own, null)).not.toHaveProperty('assistant');
  });

  it('brings its model, unless the conversation chose one over the former’s', () => {
    const used = { ...bare, providerId: 'p', model: 'some-1' };
    expect(modelOf(withAssistant(used, translator))).toBe('french-1');
    const followed = { ...bare, ...translator.model, assistant: translator };
    expect(modelOf(withAssistant(followed, other))).toBe('german-1');
    const chosen = { ...bare, providerId: 'p', model: 'mine-1', assistant: translator };
    expect(modelOf(withAssistant(chosen, other))).toBe('mine-1');
  });

  it('without a model keeps the current one, and none goes back to the default', () => {
    const used = { ...bare, providerId: 'p', model: 'some-1' };
    expect(modelOf(withAssistant(used, reviewer))).toBe('some-1');
    const followed = { ...bare, assistant: translator };
    expect(modelOf(withAssistant(followed, reviewer))).toBe('french-1');
    expect(modelOf(withAssistant({ ...followed, ...translator.model }, null))).toBeNull();
    expect(modelOf(withAssistant({ ...used, assistant: translator }, null))).toBe('some-1');
  });
});
