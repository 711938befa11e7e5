import * as z from 'zod';
import { whenFullSchema } from './context/when-full-schema.ts';
import { lazy } from '../lazy.ts';
import { translations } from '../language/translations.ts';
import { defaultSettings } from './defaults/default-settings.ts';
import { globalShortcutSchema } from './desktop/global-shortcut-schema.ts';
import { notificationChoices } from './desktop/notifications.ts';
import { placesShape } from './desktop/places.ts';
import { startChoices } from './desktop/start-choices.ts';
import { trayChoices } from './desktop/tray.ts';
import { ownModelsSchema } from './models/own-model.ts';
import { parametersSchema } from './parameters/schema.ts';
import { providerSchema, timeoutSchema } from './providers/provider.ts';
import { costLimitsSchema } from './spending/limits-schema.ts';
import { noTools, toolChoiceSchema } from './tools/tool-choice.ts';
import { usesSchema } from './palette/uses.ts';
import { noUpdateSettings, updateSettingsSchema } from './updates/update-settings.ts';
import { shortcutChangesSchema } from '../shortcut-schema.ts';

export const settingsVersion = 1;

const dollars = z.number().nonnegative().max(1_000_000);
/** The token price of a model, in US dollars per million. */
export const tokenPriceSchema = z.object({
  prompt: dollars,
  completion: dollars,
  /** For the cached part of the prompt; defaults to the price of the rest of the prompt. */
  cached: dollars.optional(),
});
export type TokenPrice = Readonly<z.infer<typeof tokenPriceSchema>>;
/** `server`: the name of the provider that reported it. */
const reportedPriceSchema = tokenPriceSchema.extend({
  server: z.string().max(200),
  /** The day of the table that the price comes from; absent if the server named it. */
  date: z.string().max(20).optional(),
});
const modelNameSchema = z.string().max(500);

const portSchema = z.number().int().min(1024).max(65_535);
/**
 * Origins (`https://example.com`) of web pages that may use the API; each sees what its token
 * allows.
 */
const originsSchema = z.array(z.string().max(300)).max(50);

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

/** The sort order of the sidebar. */
export const librarySortSchema = z.enum(['changed', 'created', 'title']);
export type LibrarySort = z.infer<typeof librarySortSchema>;

/** The spacing of lines, blocks and turns. */
export const densitySchema = z.enum(['compact', 'comfortable', 'spacious']);
export type Density = z.infer<typeof densitySchema>;

/** Reading settings of a conversation. */
const readingShape = {
  /** Maximum line length, in characters. */
  lineWidth: z.number().int().min(40).max(240),
  /** In px at 100 % zoom. */
  textSize: z.number().min(10).max(40),
  /**
   * Empty for the system font, `serif` for its serif font, otherwise the name of an installed font.
   */
  textFont: z.string().max(100),
  density: densitySchema,
  /** Empty for the system font. */
  codeFont: z.string().max(100),
  /** The line that is typed stays in the middle of the message box. */
  typewriterScroll: z.boolean(),
};

/** The name of a folder, as the list has it. */
const quickFolderSchema = z.string().trim().max(500);

/** The most folders with an assistant. */
export const maxFolderAssistants = 2000;

const folderAssistantsSchema = z
  .record(z.string().max(500), z.string().max(100))
  .refine((folders) => Object.keys(folders).length <= maxFolderAssistants);

/** `settings.json`. Unknown keys are preserved; an invalid value falls back to its default. */
export const settingsSchema = z.looseObject({
  version: z.literal(settingsVersion).default(settingsVersion),
  providers: z.array(z.lazy(providerSchema)).default([]),
  /** Null until the person chooses one. */
  defaultProviderId: z.string().nullable().default(null),
  defaultModel: z.string().nullable().default(null),
  systemPrompt: z.string().max(1_000_000).default(defaultSettings.systemPrompt),
  /** A stream without a byte for this long has failed (seconds). */
  idleTimeoutSeconds: timeoutSchema.default(defaultSettings.idleTimeoutSeconds),
  /** A tag; '' for the system's. One from a newer Parley is kept, and counts as the system's. */
  language: z.string().max(35).default(defaultSettings.language),
  theme: themeSchema.default(defaultSettings.theme),
  lineWidth: readingShape.lineWidth.default(defaultSettings.lineWidth),
  textSize: readingShape.textSize.default(defaultSettings.textSize),
  textFont: readingShape.textFont.default(defaultSettings.textFont),
  density: readingShape.density.default(defaultSettings.density),
  codeFont: readingShape.codeFont.default(defaultSettings.codeFont),
  typewriterScroll: readingShape.typewriterScroll.default(defaultSettings.typewriterScroll),
  /**
   * Download dictionaries from Google and mark misspelt words. macOS does this itself and ignores
   * the setting.
   */
  checkSpelling: z.boolean().default(defaultSettings.checkSpelling),
  /** Ask the model to name a new conversation after its first exchange. */
  nameConversations: z.boolean().default(defaultSettings.nameConversations),
  /** What happens before a request that would fill the model's context. */
  whenFull: whenFullSchema.default(defaultSettings.whenFull),
  /** How much notifications say while no window is in front. */
  notifications: z.enum(notificationChoices).default(defaultSettings.notifications),
  /** A start at login leaves the window minimised. */
  minimisedAtLogin: z.boolean().default(defaultSettings.minimisedAtLogin),
  /** The icon beside the clock or in the menu bar. */
  tray: z.enum(trayChoices).default(defaultSettings.tray),
  /** Keep the quick window ready. */
  quickAsk: z.boolean().default(defaultSettings.quickAsk),
  /** The shortcut of the quick window; '' for none. */
  quickShortcut: globalShortcutSchema.default(''),
  /** The person was offered a shortcut for the quick window. */
  quickOffered: z.boolean().default(false),
  /** The folder of conversations that begin in the quick window; '' for none. */
  quickFolder: quickFolderSchema.default(defaultSettings.quickFolder),
  sidebarWidth: z.number().int().min(200).max(480).default(260),
  sidebarOpen: z.boolean().default(true),
  librarySort: librarySortSchema.default('changed'),
  /** Make a daily backup in the data folder's `backups` and keep the last seven. */
  automaticBackups: z.boolean().default(defaultSettings.automaticBackups),
  /**
   * Store keys even though the system has no keyring (Linux `basic_text`), at the person's choice.
   */
  allowWeakKeyStorage: z.boolean().default(false),
  /** The tools of conversations that do not choose their own. */
  tools: toolChoiceSchema.default(noTools),
  /** The parameters of all conversations, unless something closer sets them. */
  parameters: z.lazy(parametersSchema).default({}),
  /** The parameters of models, by `<provider id>/<model>`. */
  modelParameters: z.record(z.string().max(700), z.lazy(parametersSchema)).default({}),
  /** The assistants, by id, of conversations that begin in a folder, by its name. */
  folderAssistants: folderAssistantsSchema.default({}),
  /** What the person has set for single models. */
  models: z.lazy(ownModelsSchema).default({}),
  /** What was chosen in the command palette, for its order. */
  uses: usesSchema.default([]),
  /** The shortcuts that the person has changed. */
  shortcuts: shortcutChangesSchema.default({}),
  /** Serve other programs on this machine, see docs/api.md. */
  apiEnabled: z.boolean().default(defaultSettings.apiEnabled),
  apiPort: portSchema.default(defaultSettings.apiPort),
  apiOrigins: originsSchema.default([]),
  /** Prices the person entered, by model. They take precedence over reported prices. */
  prices: z.record(modelNameSchema, tokenPriceSchema).default({}),
  /** What everything may cost in a month. */
  monthLimits: costLimitsSchema.default({}),
  /** Prices reported by servers with their model lists, by model. */
  reportedPrices: z.record(modelNameSchema, reportedPriceSchema).default({}),
  updates: updateSettingsSchema.default(noUpdateSettings),
  /** What the main window begins with. */
  startsWith: z.enum(startChoices).default(defaultSettings.startsWith),
  ...placesShape,
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** The settings a person can change. Providers have separate commands. */
export const settingsPatchSchema = lazy(() =>
  z
    .object({
      defaultProviderId: z.string().nullable(),
      defaultModel: z.string().nullable(),
      systemPrompt: z.string().max(1_000_000),
      idleTimeoutSeconds: timeoutSchema,
      language: z.enum(['', ...translations]),
      theme: themeSchema,
      ...readingShape,
      checkSpelling: z.boolean(),
      nameConversations: z.boolean(),
      whenFull: whenFullSchema,
      notifications: z.enum(notificationChoices),
      minimisedAtLogin: z.boolean(),
      startsWith: z.enum(startChoices),
      tray: z.enum(trayChoices),
      quickAsk: z.boolean(),
      quickShortcut: globalShortcutSchema,
      quickOffered: z.boolean(),
      quickFolder: quickFolderSchema,
      sidebarWidth: z.number().int().min(200).max(480),
      sidebarOpen: z.boolean(),
      librarySort: librarySortSchema,
      shortcuts: shortcutChangesSchema,
      automaticBackups: z.boolean(),
      tools: toolChoiceSchema,
      parameters: parametersSchema(),
      folderAssistants: folderAssistantsSchema,
      allowWeakKeyStorage: z.boolean(),
      apiEnabled: z.boolean(),
      apiPort: portSchema,
      monthLimits: costLimitsSchema,
    })
    .partial(),
);
export type SettingsPatch = Readonly<z.infer<ReturnType<typeof settingsPatchSchema>>>;
