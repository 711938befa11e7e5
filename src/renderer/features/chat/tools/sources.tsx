import { useId, type MouseEvent } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Part } from '../../../../shared/model/conversation.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { safeLink, useMarkdownActions } from '../../../markdown/index.ts';
import { useChatPage } from '../page/page-context.ts';
import styles from './sources.module.css';

/** A source of an answer. */
export type Source = Extract<Part, { kind: 'citation' }>;

/** The host of a URL without `www.`; '' if the URL is invalid. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./u, '') : '';
}

/** One source in full: title, address and quoted passage. */
function Passage({ id, source }: { readonly id: string; readonly source: Source }) {
  const { openLink } = useMarkdownActions();
  const { title, url, passage, from } = source;
  const link = safeLink(url);
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    if (link !== null) openLink(link);
  };
  const name = visibleText(title || url);
  return (
    <div id={id} className={styles.passage}>
      {link === null ? (
        <bdi className={styles.title}>{name}</bdi>
      ) : (
        <a href={link} title={link} rel="noreferrer noopener" onClick={open} onAuxClick={open}>
          <bdi>{name}</bdi>
        </a>
      )}
      <span className={styles.url}>{visibleText(link ?? url)}</span>
      {passage !== undefined && passage !== '' && (
        <blockquote className={styles.quote} dir="auto">
          {passage}
        </blockquote>
      )}
      {from === 'provider' && <span className={styles.url}>{t('sources.from_provider')}</span>}
    </div>
  );
}

/** Props of {@link Sources}. */
export interface SourcesProps {
  readonly sources: readonly Source[];
  /** Number of the source shown in full; null if none. */
  readonly opened: number | null;
  readonly onOpen: (number: number | null) => void;
  readonly chipId: (number: number) => string;
}

/** The sources of an answer as numbered chips, with the selected one in full. */
export function Sources({ sources, opened, onOpen, chipId }: SourcesProps) {
  const page = useChatPage();
  const passageId = useId();
  const chosen = sources.find(({ number }) => number === opened);
  return (
    <section className={styles.sources} aria-label={t('sources.title')}>
      <ul className={styles.chips}>
        {sources.map(({ number, title, url }) => (
          <li key={number}>
            <button
              type="button"
              id={chipId(number)}
              className={styles.chip}
              aria-expanded={number === opened}
              aria-controls={number === opened ? passageId : undefined}
              title={title}
              onClick={() => {
                page.letGo();
                onOpen(number === opened ? null : number);
              }}
            >
              <span className={styles.number}>{number}</span>
              <span className={styles.title}>
                <bdi>{visibleText(title || url)}</bdi>
              </span>
              <span className={styles.host}>{hostOf(url)}</span>
            </button>
          </li>
        ))}
      </ul>
      {chosen !== undefined && <Passage id={passageId} source={chosen} />}
    </section>
  );
}
