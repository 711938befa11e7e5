/** The version of the conversation file that this Parley writes. */
export const conversationVersion = 3;
