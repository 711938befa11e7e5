import { ownModelSchema } from '../../shared/model/models/own-model.ts';
import type { DamagedSetting } from '../../shared/model/news.ts';
import { settingsSchema, tokenPriceSchema } from '../../shared/model/settings.ts';
import { providerSchema } from '../../shared/model/providers/provider.ts';
import { shortcutChangeSchema } from '../../shared/shortcut-schema.ts';
import { isObject, validFields } from './fields.ts';

/** Settings whose entries are read one by one, so that an invalid one is lost alone. */
const byEntry = {
  prices: () => tokenPriceSchema,
  models: ownModelSchema,
  shortcuts: () => shortcutChangeSchema,
} as const;

/** Divides the fields of a file of settings into valid and invalid ones. */
export function soundSettings(fields: Readonly<Record<string, unknown>>): {
  readonly valid: Readonly<Record<string, unknown>>;
  readonly damaged: readonly DamagedSetting[];
} {
  const damaged: DamagedSetting[] = [];
  const candidate: Record<string, unknown> = { ...fields };
  if (Array.isArray(fields['providers'])) {
    const providers: readonly unknown[] = fields['providers'];
    const sound = providers.filter((one) => providerSchema().safeParse(one).success);
    candidate['providers'] = sound;
    const of = providers.length;
    if (sound.length < of) {
      damaged.push({ name: 'providers', part: { lost: of - sound.length, of } });
    }
  }
  for (const [name, schemaOf] of Object.entries(byEntry)) {
    const value = fields[name];
    if (!isObject(value)) continue;
    const entries = Object.entries(value);
    const sound = entries.filter(([, entry]) => schemaOf().safeParse(entry).success);
    candidate[name] = Object.fromEntries(sound);
    const of = entries.length;
    if (sound.length < of) damaged.push({ name, part: { lost: of - sound.length, of } });
  }
  const { valid, invalid } = validFields(settingsSchema.shape, candidate);
  return { valid, damaged: [...damaged, ...invalid.map((name) => ({ name, part: null }))] };
}
