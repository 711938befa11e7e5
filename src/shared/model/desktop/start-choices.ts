/** What the main window begins with: where the person left it, or a new conversation. */
export const startChoices = ['last', 'new'] as const;
