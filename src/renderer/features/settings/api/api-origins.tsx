import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { TextField } from '../../../ui/field.tsx';
import { useController } from '../../../client/use-app.ts';
import styles from '../settings.module.css';
import { sentenceOf } from '../../../../shared/words/error-words.ts';

/** The web pages that may use the API: only those listed here. */
export function ApiOrigins({ origins }: { readonly origins: readonly string[] }) {
  const controller = useController();
  const [typed, setTyped] = useState('');
  /** The problem with the typed origin. */
  const [mistake, setMistake] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const allow = async (): Promise<void> => {
    const result = await controller.command('api.allowOrigin', { origin: typed.trim() });
    setMistake(result.ok ? null : sentenceOf(result.error));
    if (result.ok) setTyped('');
  };
  const forget = async (origin: string): Promise<void> => {
    const result = await controller.command('api.forgetOrigin', { origin });
    setProblem(result.ok ? null : sentenceOf(result.error));
  };
  return (
    <section className={styles.group} aria-labelledby="api-origins">
      <h3 id="api-origins">Web pages</h3>
      <p className={styles.quiet}>
        Pages in a browser are refused unless their origin is allowed here. They need a token all
        the same. Other programs need no entry.
      </p>
      {origins.length > 0 && (
        <ul className={styles.cards} aria-label="Allowed origins">
          {origins.map((origin) => (
            <li key={origin} className={styles.card}>
              <div className={styles.local}>
                <span className={styles.cardName}>{origin}</span>
                <Button
                  size="small"
                  aria-label={`Remove ${origin}`}
                  onClick={() => void forget(origin)}
                >
                  Remove
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      <form
        className={styles.group}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') void allow();
        }}
      >
        <TextField
          label="Origin of a web page"
          hint="Scheme, host and, if it has one, the port."
          placeholder="https://chat.example.com"
          inputMode="url"
          maxLength={300}
          error={mistake}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setMistake(null);
          }}
        />
        <div className={styles.buttons}>
          <Button type="submit" disabled={typed.trim() === ''}>
            Allow origin
          </Button>
        </div>
      </form>
    </section>
  );
}
