import { Button } from '../../../ui/button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import type { PageParts } from './page.ts';
import styles from './empty-page.module.css';

const starters = [
  {
    title: 'Explain something',
    text: 'Explain how public-key cryptography works to someone who is good at cooking.',
  },
  {
    title: 'Improve a text',
    text: 'Make this clearer and shorter, and keep my tone:\n\n',
  },
  {
    title: 'Think it through',
    text: 'Help me decide between two offers. Ask me what you need to know first, one question at a time.',
  },
  {
    title: 'Write some code',
    text: 'Write a small command-line tool that finds duplicate files. Ask me which language.',
  },
] as const;

/** The page before the first message: one hint and a few suggestions. */
export function EmptyPage({ page }: { readonly page: PageParts }) {
  const controller = useController();
  const hasProvider = useApp((state) => (state.settings?.providers.length ?? 0) > 0);
  return (
    <div className={styles.empty}>
      <div className={styles.inner}>
        <h2 className={styles.heading}>What would you like to talk about?</h2>
        <p className={styles.text}>
          What you write stays on this computer and goes only to the model you chose. Press{' '}
          <kbd>Enter</kbd> to send, <kbd>Shift</kbd> <kbd>Enter</kbd> for a new line.
        </p>
        {hasProvider ? (
          <ul className={styles.starters}>
            {starters.map(({ title, text }) => (
              <li key={title}>
                <button type="button" className={styles.starter} onClick={() => page.suggest(text)}>
                  <span className={styles.starterTitle}>{title}</span>
                  <span className={styles.starterText}>{text.trim()}</span>
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <Button
            tone="primary"
            onClick={() => controller.setDialog({ kind: 'settings', section: 'providers' })}
          >
            Choose where answers come from
          </Button>
        )}
      </div>
    </div>
  );
}
