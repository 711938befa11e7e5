/**
 * What settings are before the person changes them. Separate from their schema, so that a window
 * does not load what only main uses.
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
