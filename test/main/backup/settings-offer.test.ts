import { describe, expect, it } from 'vitest';
import { createSettingsOffer } from '../../../src/main/backup/settings-offer.ts';
import { memorySettings } from '../providers/memory-ports.ts';

describe('createSettingsOffer', () => {
  it('takes the values over when the person wants them', () => {
    const settings = memorySettings();
    const offer = createSettingsOffer(settings);
    offer.answer(offer.make({ theme: 'dark' }), true);
    expect(settings.read().theme).toBe('dark');
  });

  it('forgets the values when the person does not want them', () => {
    const settings = memorySettings();
    const offer = createSettingsOffer(settings);
    const offerId = offer.make({ theme: 'dark' });
    offer.answer(offerId, false);
    expect(() => offer.answer(offerId, true)).toThrow();
    expect(settings.read().theme).toBe('system');
  });

  it('takes only the latest offer, and once', () => {
    const settings = memorySettings();
    const offer = createSettingsOffer(settings);
    const earlier = offer.make({ theme: 'dark' });
    const latest = offer.make({ theme: 'light' });
    expect(() => offer.answer(earlier, true)).toThrow();
    offer.answer(latest, true);
    expect(settings.read().theme).toBe('light');
    expect(() => offer.answer(latest, true)).toThrow();
  });
});
