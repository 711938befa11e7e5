import { useMemo, useState, type MouseEvent } from 'react';
import ExternalLink from 'lucide-react/icons/external-link';
import { t } from '../../../../shared/language/translate.ts';
import { contentFor } from '../../../../shared/model/conversation-views.ts';
import type { Part, ResultContent } from '../../../../shared/model/conversation.ts';
import { Button } from '../../../ui/button.tsx';
import { safeLink, useMarkdownActions } from '../../../markdown/index.ts';
import { Files, Pictures } from '../message/parts.tsx';
import { JsonTree } from './json-tree.tsx';
import { readJson, shapeOf, type Json } from './json-shape.ts';
import { ResultTable } from './result-table.tsx';
import styles from './data.module.css';

type ContentOf<K extends ResultContent['kind']> = Extract<ResultContent, { kind: K }>;

/** Longer output is cut until the person asks for all of it (UTF-16 code units). */
const shownLength = 20_000;

/** Plain output. Long output is cut until the person asks for all of it. */
export function Output({
  text,
  tone = 'plain',
}: {
  readonly text: string;
  readonly tone?: 'plain' | 'danger';
}) {
  const [isWhole, setWhole] = useState(false);
  const isCut = text.length > shownLength && !isWhole;
  return (
    <>
      <pre className={styles.output} data-tone={tone} tabIndex={0} dir="auto">
        {isCut ? `${text.slice(0, shownLength)}…` : text}
      </pre>
      {isCut && (
        <Button size="small" tone="quiet" onClick={() => setWhole(true)}>
          {t('common.show_all_characters', { count: text.length })}
        </Button>
      )}
    </>
  );
}

function DataView({ value }: { readonly value: Json }) {
  const shape = useMemo(() => shapeOf(value), [value]);
  return shape.kind === 'table' ? <ResultTable {...shape} /> : <JsonTree value={shape.value} />;
}

function TextView({ text }: { readonly text: string }) {
  const data = useMemo(() => readJson(text), [text]);
  return data === undefined ? <Output text={text} /> : <DataView value={data} />;
}

function LinkView({ link }: { readonly link: ContentOf<'link'> }) {
  const { openLink } = useMarkdownActions();
  const url = safeLink(link.uri);
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    if (url !== null) openLink(url);
  };
  return (
    <li className={styles.link}>
      {url === null ? (
        <bdi>{link.name}</bdi>
      ) : (
        <a href={url} title={url} rel="noreferrer noopener" onClick={open} onAuxClick={open}>
          <bdi>{link.name}</bdi> <ExternalLink size={12} aria-hidden />
        </a>
      )}
      <span className={styles.uri}>{link.uri}</span>
      {link.description !== undefined && <span className={styles.size}>{link.description}</span>}
    </li>
  );
}

function ofKind<K extends ResultContent['kind']>(
  content: readonly ResultContent[],
  kind: K,
): readonly ContentOf<K>[] {
  return content.filter((each): each is ContentOf<K> => each.kind === kind);
}

function Contents({
  content,
  isError,
}: {
  readonly content: readonly ResultContent[];
  readonly isError: boolean;
}) {
  const structured = ofKind(content, 'structured');
  const links = ofKind(content, 'link');
  return (
    <>
      {ofKind(content, 'text').map(({ text }, index) => {
        // The text repeats the structured data.
        if (structured.length > 0 && readJson(text) !== undefined) return null;
        return isError ? (
          <Output key={String(index)} text={text} tone="danger" />
        ) : (
          <TextView key={String(index)} text={text} />
        );
      })}
      {structured.map(({ json }, index) => (
        <TextView key={String(index)} text={json} />
      ))}
      <Pictures pictures={ofKind(content, 'image')} />
      <Files files={ofKind(content, 'file')} />
      {links.length > 0 && (
        <ul className={styles.links}>
          {links.map((link, index) => (
            <LinkView key={String(index)} link={link} />
          ))}
        </ul>
      )}
    </>
  );
}

/**
 * The result of a tool: text, data as a table or tree, pictures, files and links. What the server
 * means for the model alone is folded.
 */
export function ResultView({
  result,
}: {
  readonly result: Extract<Part, { kind: 'tool_result' }>;
}) {
  const { content, isError } = result;
  const shown = contentFor('user', content);
  const folded = content.filter((each) => !shown.includes(each));
  const kind = isError ? 'error' : 'result';
  return (
    <>
      <div className={styles.label} data-tone={isError ? 'danger' : 'plain'}>
        {content.length === 0 ? t(`tool.${kind}.empty`) : t(`tool.${kind}`)}
      </div>
      <Contents content={shown} isError={isError} />
      {folded.length > 0 && (
        <details className={styles.folded}>
          <summary>{t('tool.result.for_model')}</summary>
          <Contents content={folded} isError={isError} />
        </details>
      )}
    </>
  );
}
