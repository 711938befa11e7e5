/** Horizontally scrolling content must be reachable by keyboard, although it is not a control. */
export const scrollable = { tabIndex: 0 } as const;
