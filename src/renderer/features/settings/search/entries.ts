import { actions, type ActionId, type Platform } from '../../../../shared/actions.ts';
import { languages, offeredLanguages } from '../../../../shared/language/catalogues.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { SettingsPage } from '../../../../shared/model/arrival/arrival.ts';
import { whenFullOptions } from '../../../../shared/model/context/room.ts';
import { notificationChoices } from '../../../../shared/model/desktop/notifications.ts';
import { startChoices } from '../../../../shared/model/desktop/reading-position.ts';
import { trayChoices } from '../../../../shared/model/desktop/tray.ts';
import { builtInSources } from '../../../../shared/model/tool-sources/built-in.ts';
import { actionName } from '../../../../shared/words/desktop/action-words.ts';
import { notificationWords } from '../../../../shared/words/desktop/answer-notice.ts';
import { trayChoiceWords } from '../../../../shared/words/desktop/tray-words.ts';
import { whenFullWords } from '../../../../shared/words/room-words.ts';
import { sourceAbout, sourceName } from '../../../../shared/words/tool-words.ts';
import { settingsSectionName } from '../../../common/settings-sections.ts';

/** Something that the settings search finds. */
export interface SettingEntry {
  readonly page: SettingsPage;
  /** What it is called on its page. */
  readonly label: string;
  /** What else it is found by: its description and its choices. */
  readonly about: readonly string[];
  /** What it belongs to, which is there also while it is not. */
  readonly within?: string;
}

const entry = (page: SettingsPage, label: string, ...about: readonly string[]): SettingEntry => ({
  page,
  label,
  about,
});

const inside = (within: string, found: SettingEntry): SettingEntry => ({ ...found, within });

function generalEntries(platform: Platform): readonly SettingEntry[] {
  const isMac = platform === 'mac';
  const spelling = entry(
    'general',
    t('settings.general.spelling'),
    t('settings.general.spelling_hint'),
  );
  const quick = t('quick.setting');
  return [
    entry(
      'general',
      t('settings.general.language'),
      ...offeredLanguages.map((tag) => languages[tag].name),
    ),
    entry(
      'general',
      t('settings.general.theme'),
      t('settings.general.theme.light'),
      t('settings.general.theme.dark'),
    ),
    entry('general', t('settings.general.system_prompt'), t('settings.general.system_prompt_hint')),
    entry('general', t('settings.general.naming'), t('settings.general.naming_hint')),
    entry(
      'general',
      t('settings.general.when_full'),
      t('settings.general.when_full_hint'),
      ...whenFullOptions.map(whenFullWords),
    ),
    ...(isMac ? [] : [spelling]),
    entry('general', t('settings.general.idle_timeout'), t('settings.general.idle_timeout_hint')),
    entry('general', quick, t('quick.setting.hint')),
    inside(quick, entry('general', t('quick.shortcut'), quick)),
    inside(quick, entry('general', t('quick.setting.folder'), t('quick.setting.folder.hint'))),
    entry(
      'general',
      t('settings.desktop.starts_with'),
      ...startChoices.map((each) => t(`settings.desktop.starts_with.${each}`)),
    ),
    entry(
      'general',
      t('settings.desktop.notifications'),
      t('settings.desktop.notifications_hint'),
      ...notificationChoices.map(notificationWords),
    ),
    entry(
      'general',
      isMac ? t('settings.desktop.tray.mac') : t('settings.desktop.tray'),
      ...trayChoices.map(trayChoiceWords),
    ),
    entry('general', t('settings.desktop.login')),
    ...[t('settings.desktop.minimised'), t('settings.desktop.hidden')].map((label) =>
      inside(t('settings.desktop.login'), entry('general', label)),
    ),
    entry('general', t('updates.title')),
    inside(
      t('updates.title'),
      entry('general', t('updates.automatic'), t('updates.automatic.hint')),
    ),
  ];
}

function readingEntries(): readonly SettingEntry[] {
  const font = t('settings.reading.font');
  return [
    entry('reading', t('settings.reading.size')),
    entry('reading', t('settings.reading.width')),
    entry(
      'reading',
      t('settings.reading.density'),
      t('settings.reading.density.compact'),
      t('settings.reading.density.comfortable'),
      t('settings.reading.density.spacious'),
    ),
    entry('reading', font, t('settings.reading.font.serif')),
    inside(
      font,
      entry('reading', t('settings.reading.font_name'), t('settings.reading.font_name_hint')),
    ),
    entry('reading', t('settings.reading.code_font'), t('settings.reading.code_font_hint')),
    entry('reading', t('settings.reading.typewriter'), t('settings.reading.typewriter_hint')),
  ];
}

function toolEntries(): readonly SettingEntry[] {
  const usual = t('settings.tools.usual.title');
  const web = t('settings.tools.search.title');
  return [
    entry('tools', t('settings.tools.servers.title')),
    entry('tools', web),
    inside(
      web,
      entry('tools', t('settings.tools.search.engine'), t('settings.tools.search.engine_hint')),
    ),
    entry('tools', usual, t('settings.tools.usual.hint')),
    ...builtInSources.map((id) =>
      inside(usual, entry('tools', sourceName(id, ''), sourceAbout(id) ?? '')),
    ),
    entry('tools', t('settings.tools.permission.title')),
  ];
}

function apiEntries(): readonly SettingEntry[] {
  return [
    entry('api', t('settings.api.serve'), t('settings.api.serve_hint')),
    entry('api', t('settings.api.port')),
    entry('api', t('settings.api.tokens')),
    entry('api', t('settings.api.origins')),
    entry('api', t('settings.api.requests')),
    entry('api', t('settings.api.keep'), t('settings.api.keep_hint')),
  ];
}

function dataEntries(): readonly SettingEntry[] {
  const transfer = t('settings.data.transfer');
  const backups = t('settings.data.backups');
  return [
    entry(
      'data',
      t('settings.data.folder'),
      t('settings.data.folder_hint'),
      t('settings.data.move'),
    ),
    entry('data', t('settings.data.saving')),
    entry('data', transfer, t('settings.data.import'), t('settings.data.export')),
    inside(transfer, entry('data', t('settings.data.export.format'))),
    entry('data', backups, t('settings.data.restore')),
    inside(
      backups,
      entry('data', t('settings.data.backup.daily'), t('settings.data.backup.daily_hint')),
    ),
    entry('data', t('settings.data.trash')),
    entry('data', t('settings.data.keys')),
    entry('data', t('settings.data.diagnostics'), t('settings.data.diagnostics.hint')),
    entry('data', t('settings.data.deleteAll'), t('settings.data.deleteAll.hint')),
  ];
}

function providerEntries(): readonly SettingEntry[] {
  const defaults = t('settings.providers.default.title');
  return [
    entry('providers', t('settings.providers.title')),
    entry('providers', t('settings.providers.local.title')),
    entry('providers', defaults, t('settings.providers.default.model')),
  ];
}

const actionIds = Object.keys(actions) as readonly ActionId[];

/** Everything that can be found, in the order of the pages, in the language in use. */
export function settingEntries(platform: Platform): readonly SettingEntry[] {
  return [
    ...providerEntries(),
    entry('assistants', t('settings.assistants.title')),
    entry('prompts', t('settings.prompts.title')),
    ...toolEntries(),
    ...generalEntries(platform),
    ...readingEntries(),
    ...actionIds.map((id) => entry('shortcuts', actionName(id), settingsSectionName('shortcuts'))),
    ...apiEntries(),
    ...dataEntries(),
    entry('usage', t('settings.usage.month'), t('settings.usage.limits.hint')),
    entry('usage', t('settings.usage.title')),
  ];
}
