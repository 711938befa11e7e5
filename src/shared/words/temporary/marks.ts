/** What the mark of a temporary conversation says. */
export const temporaryWords = {
  short: 'Temporary',
  title: 'Temporary conversation',
  /** In the message box. */
  note: 'Temporary: nothing is saved, and it ends when Parley quits.',
  /** On the page before the first message. */
  introduction:
    'What is said here stays in memory: no file, no draft, no search, no backup. It ends when Parley quits, unless you keep it. The model you chose still gets your messages, and its provider may store them.',
} as const;

/** The answers to the question before Parley quits, in the order of its buttons. */
export const endAnswers = ['keep', 'end', 'cancel'] as const;
export type EndAnswer = (typeof endAnswers)[number];

/** Words the question about temporary conversations that would end with Parley. */
export function endWords(conversations: number): {
  readonly message: string;
  readonly detail: string;
  readonly buttons: Readonly<Record<EndAnswer, string>>;
} {
  const isOne = conversations === 1;
  return {
    message: 'Temporary conversations end when Parley quits',
    detail: isOne
      ? 'One conversation is only in memory. Keep it, and it is saved like any other.'
      : `${conversations.toLocaleString('en')} conversations are only in memory. Keep them, and they are saved like any other.`,
    buttons: {
      keep: isOne ? 'Keep it and quit' : 'Keep them and quit',
      end: 'Quit',
      cancel: 'Cancel',
    },
  };
}
