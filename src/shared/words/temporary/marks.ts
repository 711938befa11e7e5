import { t } from '../../language/translate.ts';

/**
 * The texts about a temporary conversation: its mark, its title, the note in the message box, and
 * the introduction on the page before the first message.
 */
type TemporaryText = 'short' | 'title' | 'note' | 'introduction';

/** Returns one of the texts about a temporary conversation. */
export function temporaryWords(text: TemporaryText): string {
  return t(`temporary.${text}`);
}

/** The answers to the question before Parley quits, in the order of its buttons. */
export const endAnswers = ['keep', 'end', 'cancel'] as const;
export type EndAnswer = (typeof endAnswers)[number];

/** Words the question about temporary conversations that would end with Parley. */
export function endWords(conversations: number): {
  readonly message: string;
  readonly detail: string;
  readonly buttons: Readonly<Record<EndAnswer, string>>;
} {
  return {
    message: t('temporary.end.message'),
    detail: t('temporary.end.detail', { count: conversations }),
    buttons: {
      keep: t('temporary.end.button.keep', { count: conversations }),
      end: t('temporary.end.button.end'),
      cancel: t('common.cancel'),
    },
  };
}
