import type { Platform } from '../../../shared/actions.ts';
import { languages, offeredLanguages } from '../../../shared/language/catalogues.ts';
import { t } from '../../../shared/language/translate.ts';
import type { SettingsPage } from '../../../shared/model/arrival/arrival.ts';
import { whenFullOptions } from '../../../shared/model/context/room.ts';
import type { defaultSettings } from '../../../shared/model/defaults/default-settings.ts';
import { notificationChoices } from '../../../shared/model/desktop/notifications.ts';
import { startChoices } from '../../../shared/model/desktop/start-choices.ts';
import { trayChoices } from '../../../shared/model/desktop/tray.ts';
import { notificationWords } from '../../../shared/words/desktop/answer-notice.ts';
import { trayChoiceWords } from '../../../shared/words/desktop/tray-words.ts';
import { whenFullWords } from '../../../shared/words/room-words.ts';

/** A setting or a group of settings, as its page and the search name it. */
export interface ListedSetting {
  readonly page: SettingsPage;
  readonly label: (platform: Platform) => string;
  readonly hint?: () => string;
  /** More words that find it, such as its choices. */
  readonly about?: () => readonly string[];
  /** False where a system has no such setting. */
  readonly isOn?: (platform: Platform) => boolean;
}

/** Every setting with a default, and everything else on the pages, in their order. */
type List = Readonly<Record<keyof typeof defaultSettings, ListedSetting>> &
  Readonly<Record<string, ListedSetting>>;

/**
 * All settings. The pages take the names of their fields from here, and the search finds what is
 * here. A setting with a default that is missing does not compile.
 */
export const settingList = {
  providers: { page: 'providers', label: () => t('settings.providers.title') },
  localServers: { page: 'providers', label: () => t('settings.providers.local.title') },
  defaultModel: {
    page: 'providers',
    label: () => t('settings.providers.default.title'),
    about: () => [t('settings.providers.default.model')],
  },

  assistants: { page: 'assistants', label: () => t('settings.assistants.title') },
  prompts: { page: 'prompts', label: () => t('settings.prompts.title') },

  toolServers: { page: 'tools', label: () => t('settings.tools.servers.title') },
  webSearch: { page: 'tools', label: () => t('settings.tools.search.title') },
  searchEngine: {
    page: 'tools',
    label: () => t('settings.tools.search.engine'),
    hint: () => t('settings.tools.search.engine_hint'),
  },
  usualTools: {
    page: 'tools',
    label: () => t('settings.tools.usual.title'),
    hint: () => t('settings.tools.usual.hint'),
  },
  toolPermissions: { page: 'tools', label: () => t('settings.tools.permission.title') },

  language: {
    page: 'general',
    label: () => t('settings.general.language'),
    about: () => offeredLanguages.map((tag) => languages[tag].name),
  },
  theme: {
    page: 'general',
    label: () => t('settings.general.theme'),
    about: () => [t('settings.general.theme.light'), t('settings.general.theme.dark')],
  },
  systemPrompt: {
    page: 'general',
    label: () => t('settings.general.system_prompt'),
    hint: () => t('settings.general.system_prompt_hint'),
  },
  nameConversations: {
    page: 'general',
    label: () => t('settings.general.naming'),
    hint: () => t('settings.general.naming_hint'),
  },
  whenFull: {
    page: 'general',
    label: () => t('settings.general.when_full'),
    hint: () => t('settings.general.when_full_hint'),
    about: () => whenFullOptions.map(whenFullWords),
  },
  checkSpelling: {
    page: 'general',
    label: () => t('settings.general.spelling'),
    hint: () => t('settings.general.spelling_hint'),
    isOn: (platform) => platform !== 'mac',
  },
  idleTimeoutSeconds: {
    page: 'general',
    label: () => t('settings.general.idle_timeout'),
    hint: () => t('settings.general.idle_timeout_hint'),
  },
  quickAsk: {
    page: 'general',
    label: () => t('quick.setting'),
    hint: () => t('quick.setting.hint'),
  },
  quickShortcut: {
    page: 'general',
    label: () => t('quick.shortcut'),
    about: () => [t('quick.setting')],
  },
  quickFolder: {
    page: 'general',
    label: () => t('quick.setting.folder'),
    hint: () => t('quick.setting.folder.hint'),
  },
  startsWith: {
    page: 'general',
    label: () => t('settings.desktop.starts_with'),
    about: () => startChoices.map((each) => t(`settings.desktop.starts_with.${each}`)),
  },
  notifications: {
    page: 'general',
    label: () => t('settings.desktop.notifications'),
    hint: () => t('settings.desktop.notifications_hint'),
    about: () => notificationChoices.map(notificationWords),
  },
  tray: {
    page: 'general',
    label: (platform) =>
      platform === 'mac' ? t('settings.desktop.tray.mac') : t('settings.desktop.tray'),
    about: () => trayChoices.map(trayChoiceWords),
  },
  login: { page: 'general', label: () => t('settings.desktop.login') },
  minimisedAtLogin: {
    page: 'general',
    label: () => t('settings.desktop.minimised'),
    // Its label while an icon keeps Parley running.
    about: () => [t('settings.desktop.hidden')],
  },
  updates: { page: 'general', label: () => t('updates.title') },
  automaticUpdates: {
    page: 'general',
    label: () => t('updates.automatic'),
    hint: () => t('updates.automatic.hint'),
  },

  textSize: { page: 'reading', label: () => t('settings.reading.size') },
  lineWidth: { page: 'reading', label: () => t('settings.reading.width') },
  density: {
    page: 'reading',
    label: () => t('settings.reading.density'),
    about: () => [
      t('settings.reading.density.compact'),
      t('settings.reading.density.comfortable'),
      t('settings.reading.density.spacious'),
    ],
  },
  textFont: {
    page: 'reading',
    label: () => t('settings.reading.font'),
    about: () => [t('settings.reading.font.serif')],
  },
  fontName: {
    page: 'reading',
    label: () => t('settings.reading.font_name'),
    hint: () => t('settings.reading.font_name_hint'),
  },
  codeFont: {
    page: 'reading',
    label: () => t('settings.reading.code_font'),
    hint: () => t('settings.reading.code_font_hint'),
  },
  typewriterScroll: {
    page: 'reading',
    label: () => t('settings.reading.typewriter'),
    hint: () => t('settings.reading.typewriter_hint'),
  },

  apiEnabled: {
    page: 'api',
    label: () => t('settings.api.serve'),
    hint: () => t('settings.api.serve_hint'),
  },
  apiPort: { page: 'api', label: () => t('settings.api.port') },
  apiTokens: { page: 'api', label: () => t('settings.api.tokens') },
  apiOrigins: { page: 'api', label: () => t('settings.api.origins') },
  apiRequests: { page: 'api', label: () => t('settings.api.requests') },
  keptContent: {
    page: 'api',
    label: () => t('settings.api.keep'),
    hint: () => t('settings.api.keep_hint'),
  },

  dataFolder: {
    page: 'data',
    label: () => t('settings.data.folder'),
    about: () => [t('settings.data.folder_hint'), t('settings.data.move')],
  },
  saving: { page: 'data', label: () => t('settings.data.saving') },
  transfer: {
    page: 'data',
    label: () => t('settings.data.transfer'),
    about: () => [t('settings.data.import'), t('settings.data.export')],
  },
  exportFormat: { page: 'data', label: () => t('settings.data.export.format') },
  backups: {
    page: 'data',
    label: () => t('settings.data.backups'),
    about: () => [t('settings.data.restore')],
  },
  automaticBackups: {
    page: 'data',
    label: () => t('settings.data.backup.daily'),
    hint: () => t('settings.data.backup.daily_hint'),
  },
  trash: { page: 'data', label: () => t('settings.data.trash') },
  keys: { page: 'data', label: () => t('settings.data.keys') },
  diagnostics: {
    page: 'data',
    label: () => t('settings.data.diagnostics'),
    about: () => [t('settings.data.diagnostics.hint')],
  },
  deleteAll: {
    page: 'data',
    label: () => t('settings.data.deleteAll'),
    about: () => [t('settings.data.deleteAll.hint')],
  },

  monthLimits: {
    page: 'usage',
    label: () => t('settings.usage.month'),
    about: () => [t('settings.usage.limits.hint')],
  },
  usage: { page: 'usage', label: () => t('settings.usage.title') },
} as const satisfies List;

/** The name of a setting in the list. */
export type SettingId = keyof typeof settingList;

/** The setting to show in place of one that is hidden for now. */
export const groupOf: Readonly<Partial<Record<SettingId, SettingId>>> = {
  searchEngine: 'webSearch',
  quickShortcut: 'quickAsk',
  quickFolder: 'quickAsk',
  minimisedAtLogin: 'login',
  automaticUpdates: 'updates',
  fontName: 'textFont',
  exportFormat: 'transfer',
  automaticBackups: 'backups',
};
