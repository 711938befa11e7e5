import type { Element as Hast } from 'hast';
import { useCallback } from 'react';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { addressToShow } from '../../../shared/markdown/link-text.ts';
import { useMarkdownActions } from './actions.ts';
import { isWritten } from './by-hand.ts';
import { whereTo } from './plain.ts';
import { safeLink } from '../parse/url.ts';
import { ReferencesContext } from './references.tsx';

type LinkProps = ComponentProps<'a'> & { readonly node?: Hast | undefined };

/**
 * A link that leads where its title says, and only outside the window. An address that is not http,
 * https or mailto is shown after its text. A footnote's link moves within the answer.
 */
export function Link({ node, href = '', title, children, ...rest }: LinkProps): ReactNode {
  const { openLink } = useMarkdownActions();
  if ('data-footnote-ref' in rest || 'data-footnote-backref' in rest) {
    return (
      <a {...rest} href={href} onClick={followFootnote}>
        {children}
      </a>
    );
  }
  const url = safeLink(href);
  const address = node === undefined ? null : addressToShow(node, href, url !== null);
  if (url === null) {
    return (
      <span className="md-refused" title={title}>
        {children}
        {address !== null && <span className="md-address"> ({address})</span>}
      </span>
    );
  }
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    openLink(url);
  };
  return (
    <a
      href={url}
      title={whereTo(url, title)}
      rel="noreferrer noopener"
      onClick={open}
      onAuxClick={open}
    >
      {/* The link is a single target. A number in it must not lead elsewhere. */}
      <ReferencesContext value={null}>{children}</ReferencesContext>
      {address}
    </a>
  );
}

/** A ref for an answer, whose links it follows, as far as React does not hold them. */
export function useFollow(): (answer: HTMLElement | null) => (() => void) | undefined {
  const { openLink } = useMarkdownActions();
  return useCallback(
    (answer) => {
      const follow = (event: Event): void => {
        const link = event.target instanceof Element ? event.target.closest('a') : null;
        if (link === null || !isWritten(link)) return;
        event.preventDefault();
        openLink(link.getAttribute('href') ?? '');
      };
      answer?.addEventListener('click', follow);
      answer?.addEventListener('auxclick', follow);
      return () => {
        answer?.removeEventListener('click', follow);
        answer?.removeEventListener('auxclick', follow);
      };
    },
    [openLink],
  );
}

/** Moves to the footnote (or back) without changing the window's URL. */
function followFootnote(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  const id = event.currentTarget.getAttribute('href')?.slice(1) ?? '';
  const target = document.getElementById(decodeURIComponent(id));
  target?.scrollIntoView({ block: 'nearest' });
  target?.focus({ preventScroll: true });
}
