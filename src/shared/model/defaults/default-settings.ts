/**
 * The default values of settings. They are apart from the schema, which only main loads.
 */
export const defaultSettings = {
  systemPrompt: '',
  idleTimeoutSeconds: 120,
  language: '',
  theme: 'system',
  lineWidth: 72,
  textSize: 16,
  textFont: '',
  density: 'comfortable',
  codeFont: '',
  typewriterScroll: false,
  checkSpelling: false,
  nameConversations: true,
  whenFull: 'ask',
  notifications: 'title',
  minimisedAtLogin: false,
  tray: 'off',
  quickAsk: false,
  quickFolder: '',
  automaticBackups: true,
  apiEnabled: false,
  apiPort: 7175,
  startsWith: 'last',
} as const;
