import { useState } from 'react';
import type { CommandInput, ProviderView } from '../../../../shared/contract/index.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { useController } from '../../../client/use-app.ts';
import { saveProvider, type SavedProvider } from './save-provider.ts';

/** What keeps the form from being saved, by where it shows. */
export interface Problems {
  readonly url: string | null;
  readonly key: string | null;
  readonly form: string | null;
  /** What is asked before an unencrypted address is saved. */
  readonly question: string | null;
}

const noProblems: Problems = { url: null, key: null, form: null, question: null };

const boxOf: Readonly<Record<Exclude<SavedProvider['kind'], 'saved'>, keyof Problems>> = {
  question: 'question',
  wrong_address: 'url',
  refused: 'form',
  key_refused: 'key',
};

/** The way of a provider and its key to main, and what is wrong with them. */
export interface ProviderSave {
  readonly problems: Problems;
  /** Another try: only the address is known to be wrong, or nothing. */
  readonly begin: (urlProblem: string | null) => void;
  readonly forgetQuestion: () => void;
  /** Resolves to the provider once all of it is saved, else to null. */
  readonly save: (
    input: Omit<CommandInput<'providers.save'>, 'id'>,
    key: string,
  ) => Promise<ProviderView | null>;
  readonly deleteKey: () => Promise<void>;
}

/** Saves a provider; null: a new one. */
export function useProviderSave(provider: ProviderView | null): ProviderSave {
  const controller = useController();
  /** Saved already, although its key was not: another try must not make a second one. */
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
      setProblems({ ...noProblems, [boxOf[saved.kind]]: saved.sentence });
      return null;
    },
    async deleteKey() {
      if (made === null) return;
      const result = await controller.command('providers.deleteKey', { providerId: made.id });
      const key = result.ok ? null : sentenceOf(result.error);
      setProblems((before) => ({ ...before, key }));
    },
  };
}
