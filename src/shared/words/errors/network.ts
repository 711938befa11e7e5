import { t } from '../../language/translate.ts';
import type { networkCodes } from '../../model/error-codes/network.ts';
import { proxyWords } from './proxy.ts';
import type { WordsFor } from './words-for.ts';

export const networkWords = {
  nothing_listens: ({ address, mayNeedPort }) =>
    mayNeedPort
      ? t('error.nothing_listens.port', { address })
      : t('error.nothing_listens', { address }),
  certificate_refused: ({ host, problem }) => t(`error.certificate_refused.${problem}`, { host }),
  proxy_failed: proxyWords,
} satisfies WordsFor<typeof networkCodes>;
