import { describe, expect, it } from 'vitest';
import { createSettingsOffer } from '../../../src/main/backup/settings-offer.ts';
import type { Assistant } from '../../../src/shared/model/assistants/assistant.ts';
import type { Settings } from '../../../src/shared/model/settings.ts';
import { memorySettings } from '../providers/memory-ports.ts';
import { newRoot, storeOn } from '../store/support.ts';

const assistant = (id: string, name: string): Assistant => ({
  id,
  name,
  icon: '',
  instructions: '',
  starters: [],
});

const only = (settings: Partial<Settings>) => ({ settings, assistants: [] });

async function rig() {
  const settings = memorySettings();
  const { assistants } = await storeOn(newRoot());
  return { settings, assistants, offer: createSettingsOffer(settings, assistants) };
}

describe('createSettingsOffer', () => {
  it('takes the values over when the person wants them', async () => {
    const { settings, assistants, offer } = await rig();
    await assistants.update(() => [assistant('a', 'Here'), assistant('b', 'Mine')]);
    const offered = [assistant('c', 'New'), assistant('a', 'There')];
    await offer.answer(offer.make({ settings: { theme: 'dark' }, assistants: offered }), true);
    expect(settings.read().theme).toBe('dark');
    expect(assistants.read().map(({ name }) => name)).toEqual(['There', 'Mine', 'New']);
  });

  it('forgets the values when the person does not want them', async () => {
    const { settings, assistants, offer } = await rig();
    const offerId = offer.make({ settings: { theme: 'dark' }, assistants: [assistant('a', 'A')] });
    await offer.answer(offerId, false);
    await expect(offer.answer(offerId, true)).rejects.toThrow();
    expect(settings.read().theme).toBe('system');
    expect(assistants.read()).toEqual([]);
  });

  it('takes only the latest offer, and once', async () => {
    const { settings, offer } = await rig();
    const earlier = offer.make(only({ theme: 'dark' }));
    const latest = offer.make(only({ theme: 'light' }));
    await expect(offer.answer(earlier, true)).rejects.toThrow();
    await offer.answer(latest, true);
    expect(settings.read().theme).toBe('light');
    await expect(offer.answer(latest, true)).rejects.toThrow();
  });
});
