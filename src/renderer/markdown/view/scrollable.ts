/** What scrolls sideways must be reachable with the keyboard, although it is no control. */
export const scrollable = { tabIndex: 0 } as const;
