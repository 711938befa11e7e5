import { useState } from 'react';
import type { CommandInput, ProviderView } from '../../../../shared/contract/index.ts';
import type { Coded } from '../../../../shared/model/errors.ts';
import { useController } from '../../../client/use-app.ts';
import { saveProvider, type SavedProvider } from './save-provider.ts';

/** Validation problems of the form, by field. */
export interface Problems {
  readonly url: Coded | null;
  readonly key: Coded | null;
  readonly form: Coded | null;
  /** The question asked before an unencrypted address is saved. */
  readonly question: Coded | null;
}

const noProblems: Problems = { url: null, key: null, form: null, question: null };

const boxOf: Readonly<Record<Exclude<SavedProvider['kind'], 'saved'>, keyof Problems>> = {
  question: 'question',
  wrong_address: 'url',
  refused: 'form',
  key_refused: 'key',
};

/** Saves a provider and its key, and reports what is wrong with them. */
export interface ProviderSave {
  readonly problems: Problems;
  /** Starts another attempt. Clears all problems except that of the address, if any. */
  readonly begin: (urlProblem: Coded | null) => void;
  readonly forgetQuestion: () => void;
  /** Resolves to the provider once everything is saved, otherwise to null. */
  readonly save: (
    input: Omit<CommandInput<'providers.save'>, 'id'>,
    key: string,
  ) => Promise<ProviderView | null>;
  readonly deleteKey: () => Promise<void>;
}

/** Saves a provider; null for a new one. */
export function useProviderSave(provider: ProviderView | null): ProviderSave {
  const controller = useController();
  /** A provider that was saved although its key was not. A retry must not create a second one. */
  const [made, setMade] = useState(provider);
  const [problems, setProblems] = useState<Problems>(noProblems);
  return {
    problems,
    begin: (url) => setProblems({ ...noProblems, url }),
    forgetQuestion: () => setProblems((before) => ({ ...before, question: null })),
    async save(input, key) {
      const saved = await saveProvider(controller, { ...input, id: made?.id ?? null }, key);
      if (saved.kind === 'saved' || saved.kind === 'key_refused') setMade(saved.provider);
      if (saved.kind === 'saved') return saved.provider;
      setProblems({ ...noProblems, [boxOf[saved.kind]]: saved.error });
      return null;
    },
    async deleteKey() {
      if (made === null) return;
      const result = await controller.command('providers.deleteKey', { providerId: made.id });
      const key = result.ok ? null : result.error;
      setProblems((before) => ({ ...before, key }));
    },
  };
}
