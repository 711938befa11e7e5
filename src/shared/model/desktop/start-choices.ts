/** The ways for the main window to begin: where the person left it, or with a new conversation. */
export const startChoices = ['last', 'new'] as const;
