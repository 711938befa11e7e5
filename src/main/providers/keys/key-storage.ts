import type { SecretsPort, SecretStorage } from '../ports.ts';

/** How long a window waits for the keyring, which may first ask for its password (ms). */
const defaultPatienceMs = 300;

/**
 * Creates a view of how well keys are protected that never blocks for long. If the system does not
 * answer in time, it returns the last known state, at first the best one, and calls `onLearned`
 * once the answer has arrived.
 */
export function createStorageView(
  secrets: Pick<SecretsPort, 'storage'>,
  onLearned: () => void,
  patienceMs: number = defaultPatienceMs,
): () => Promise<SecretStorage> {
  let known: SecretStorage = { storage: 'strong', name: '' };
  let isLate = false;
  return async () => {
    if (isLate) return known;
    const asked = secrets.storage();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, patienceMs, null);
    });
    const answer = await Promise.race([asked, patience]);
    clearTimeout(timer);
    if (answer !== null) {
      known = answer;
      return answer;
    }
    isLate = true;
    void asked.then((late) => {
      known = late;
      isLate = false;
      onLearned();
    });
    return known;
  };
}
