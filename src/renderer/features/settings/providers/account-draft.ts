import type { ProviderView } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';

/** What a provider needs besides its address and key, as typed. */
export interface AccountDraft {
  readonly organisation: string;
  readonly project: string;
  /** Seconds; empty for the setting of all providers. */
  readonly timeout: string;
}

const minSeconds = 5;
const maxSeconds = 3600;

/** The values of a provider; null for a new one. */
export function accountOf(provider: ProviderView | null): AccountDraft {
  return {
    organisation: provider?.organisation ?? '',
    project: provider?.project ?? '',
    timeout: provider?.timeoutSeconds == null ? '' : String(provider.timeoutSeconds),
  };
}

/** True if anything is set. */
export function hasAccount({ organisation, project, timeout }: AccountDraft): boolean {
  return organisation !== '' || project !== '' || timeout !== '';
}

/** What is wrong with the timeout; null if nothing is. */
export function timeoutProblem({ timeout }: AccountDraft): string | null {
  const text = timeout.trim();
  if (text === '') return null;
  const seconds = /^\d{1,5}$/u.test(text) ? Number(text) : 0;
  return seconds >= minSeconds && seconds <= maxSeconds
    ? null
    : t('settings.providers.account.timeout_problem', { min: minSeconds, max: maxSeconds });
}

/** The values to save. */
export function accountToSave({ organisation, project, timeout }: AccountDraft): {
  readonly organisation: string;
  readonly project: string;
  readonly timeoutSeconds: number | null;
} {
  const text = timeout.trim();
  return {
    organisation: organisation.trim(),
    project: project.trim(),
    timeoutSeconds: text === '' ? null : Number(text),
  };
}
