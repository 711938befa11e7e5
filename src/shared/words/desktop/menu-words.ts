/** The words of menus, apart from actions and from what the system itself says. */
export const menuWords = {
  titles: { file: 'File', edit: 'Edit', view: 'View', window: 'Window', help: 'Help' },
  /** The letter behind `&` opens the menu together with Alt. */
  titlesWithKeys: {
    file: '&File',
    edit: '&Edit',
    view: '&View',
    window: '&Window',
    help: '&Help',
  },
  substitutions: 'Substitutions',
  speech: 'Speech',
  noSuggestions: 'No suggestions',
  addToDictionary: 'Add to dictionary',
  openLink: 'Open link',
  copyLink: 'Copy link address',
  copyMailAddress: 'Copy mail address',
  copyPicture: 'Copy picture',
  savePicture: 'Save picture…',
  picture: 'Picture',
  quote: 'Quote',
  lookUp: (text: string) => `Look up “${text}”`,
  searchFor: (text: string) => `Search conversations for “${text}”`,
} as const;
