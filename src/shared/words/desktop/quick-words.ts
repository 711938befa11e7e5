/** The words of the quick window. */
export const quickWords = {
  title: 'Quick ask',
  copyAnswer: 'Copy answer',
  copied: 'Copied',
  fresh: 'Begin anew',
  openInMain: 'Open in Parley',
  chooseProvider: 'Choose where answers come from',
  keys: [
    { key: 'Enter', does: 'asks, and asks on' },
    { key: 'Esc', does: 'stops, then clears, then closes' },
    { key: '↑', does: 'goes back to the last quick ask' },
  ],
} as const;

/** The words of its settings. */
export const quickSettingWords = {
  isOn: 'Quick ask',
  hint: 'Keeps a small window ready in which you ask without leaving what you are doing. The command parley --quick-ask shows it; bind a key to it in your desktop’s settings.',
  folder: 'Folder for quick asks',
  folderHint: 'Conversations that begin in the small window go there. Empty: no folder.',
} as const;
