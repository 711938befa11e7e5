import { t } from '../../../../shared/language/translate.ts';

/** The answer to `/reasoning`: the reasoning that is sent first, then the answer. */
export function reasoningPage(): { readonly reasoning: string; readonly text: string } {
  return { reasoning: t('demo.reasoning.before'), text: t('demo.reasoning') };
}
