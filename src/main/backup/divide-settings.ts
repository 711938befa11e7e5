import { isDeepStrictEqual } from 'node:util';
import { t } from '../../shared/language/translate.ts';
import type { ProviderPlace, SettingChange } from '../../shared/model/backups.ts';
import type { Settings, settingsSchema } from '../../shared/model/settings.ts';
import type { Provider } from '../../shared/model/providers/provider.ts';
import { visibleText } from '../../shared/visible-text.ts';

/**
 * How a restore treats a setting. `taken`: restored from the backup. `asked`: it decides where text
 * is sent, what is put before it, or who may use Parley's API, and is restored only with the
 * person's consent. `kept`: it belongs to this machine.
 */
type Treatment = 'taken' | 'asked' | 'kept';

/** A new setting does not compile until this table says what a stranger's backup may do with it. */
const treatments = {
  version: 'kept',
  providers: 'asked',
  defaultProviderId: 'asked',
  defaultModel: 'asked',
  systemPrompt: 'asked',
  apiEnabled: 'asked',
  apiPort: 'asked',
  apiOrigins: 'asked',
  // Downloads dictionaries from Google.
  checkSpelling: 'asked',
  allowWeakKeyStorage: 'kept',
  windowPlace: 'kept',
  windows: 'kept',
  updates: 'kept',
  idleTimeoutSeconds: 'taken',
  language: 'taken',
  theme: 'taken',
  lineWidth: 'taken',
  textSize: 'taken',
  textFont: 'taken',
  density: 'taken',
  codeFont: 'taken',
  typewriterScroll: 'taken',
  nameConversations: 'taken',
  whenFull: 'taken',
  // They show on this machine's locked screen.
  notifications: 'kept',
  minimisedAtLogin: 'kept',
  startsWith: 'taken',
  lastShown: 'kept',
  lastQuick: 'kept',
  tray: 'kept',
  quickAsk: 'kept',
  quickShortcut: 'kept',
  quickOffered: 'kept',
  quickFolder: 'taken',
  quickPlaces: 'kept',
  sidebarWidth: 'taken',
  sidebarOpen: 'taken',
  librarySort: 'taken',
  shortcuts: 'taken',
  automaticBackups: 'taken',
  tools: 'kept',
  uses: 'kept',
  // They bring instructions.
  folderAssistants: 'asked',
  parameters: 'asked',
  modelParameters: 'asked',
  // Among it, the tools that a provider runs.
  models: 'asked',
  // A stranger's backup must not raise what may be spent.
  monthLimits: 'asked',
  prices: 'taken',
  reportedPrices: 'taken',
} as const satisfies Readonly<Record<keyof typeof settingsSchema.shape, Treatment>>;

/** A setting of a newer Parley, unknown to this one, may decide anything. */
function treatmentOf(name: string): Treatment {
  return Object.hasOwn(treatments, name) ? treatments[name as keyof typeof treatments] : 'asked';
}

/** The longest value that is shown; a longer one is cut. */
const longestShown = 600;

/**
 * Untrusted text for display in the question: invisible and direction-changing characters are shown
 * by number.
 */
export function shown(text: string): string {
  const cut = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  return visibleText(cut);
}

/** The fields of a provider without what Parley has learned from its server. */
function placeFields({
  refusesStreamOptions: _learned,
  modelsWithoutSystem: _models,
  refusedParameters: _refused,
  learnedProtocols: _protocols,
  withheldFields: _fields,
  contextWindows: _windows,
  pictureAnswers: _pictures,
  tokenFactors: _factors,
  ...place
}: Provider): object {
  return place;
}

function placeOf(provider: Provider): ProviderPlace {
  const {
    id: _id,
    kind,
    name,
    baseUrl,
    refusesStreamOptions: _learned,
    modelsWithoutSystem: _models,
    refusedParameters: _refused,
    learnedProtocols: _protocols,
    withheldFields: _fields,
    contextWindows: _windows,
    pictureAnswers: _pictures,
    tokenFactors: _factors,
    ...more
  } = provider;
  return {
    name: shown(name),
    address: kind === 'demo' && baseUrl === '' ? t('settings.data.restored.demo') : shown(baseUrl),
    more: Object.keys(more).length === 0 ? '' : shown(JSON.stringify(more)),
  };
}

function providerChanges(
  before: readonly Provider[],
  after: readonly Provider[],
): readonly SettingChange[] {
  const old = new Map(before.map((provider) => [provider.id, provider]));
  const found = new Map(after.map((provider) => [provider.id, provider]));
  const changes: SettingChange[] = [];
  for (const [id, provider] of found) {
    const was = old.get(id);
    if (was !== undefined && isDeepStrictEqual(placeFields(was), placeFields(provider))) continue;
    const place = was === undefined ? null : placeOf(was);
    changes.push({ kind: 'provider', before: place, after: placeOf(provider) });
  }
  for (const [id, provider] of old) {
    if (!found.has(id)) changes.push({ kind: 'provider', before: placeOf(provider), after: null });
  }
  return changes;
}

/** A value in words; null if there is none. */
function valueText(name: string, value: unknown, providers: readonly Provider[]): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (name === 'defaultProviderId') {
    const provider = providers.find(({ id }) => id === value);
    if (provider === undefined) return null;
    const { name: title, address } = placeOf(provider);
    return `${title} (${address})`;
  }
  if (typeof value === 'string') return shown(value);
  if (typeof value === 'boolean')
    return value ? t('settings.data.restored.on') : t('settings.data.restored.off');
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    return value.length === 0 ? null : shown(value.join('\n'));
  }
  return shown(JSON.stringify(value));
}

function changesOf(
  asked: Readonly<Record<string, unknown>>,
  present: Settings,
): readonly SettingChange[] {
  const found = (asked['providers'] as readonly Provider[] | undefined) ?? present.providers;
  const changes = [...providerChanges(present.providers, found)];
  for (const [name, after] of Object.entries(asked)) {
    const before: unknown = Object.hasOwn(present, name) ? present[name] : undefined;
    if (name === 'providers' || isDeepStrictEqual(before, after)) continue;
    changes.push({
      kind: 'setting',
      setting: shown(name),
      before: valueText(name, before, present.providers),
      after: valueText(name, after, found),
    });
  }
  return changes;
}

/** The settings of a backup, grouped by how a restore treats them. */
export interface DividedSettings {
  readonly taken: Partial<Settings>;
  /** To be restored only with the person's consent. */
  readonly asked: Partial<Settings>;
  /** Where `asked` differs from the current settings; empty if there is nothing to ask. */
  readonly changes: readonly SettingChange[];
}

/** Groups the (valid) settings of a backup by whether the person must be asked. */
export function divideSettings(
  found: Readonly<Record<string, unknown>>,
  present: Settings,
): DividedSettings {
  const pick = (treatment: Treatment): Record<string, unknown> =>
    Object.fromEntries(Object.entries(found).filter(([name]) => treatmentOf(name) === treatment));
  const asked = pick('asked');
  return { taken: pick('taken'), asked, changes: changesOf(asked, present) };
}
