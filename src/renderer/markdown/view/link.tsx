import type { Element as Hast } from 'hast';
import { useCallback } from 'react';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { addressToShow } from '../../../shared/markdown/link-text.ts';
import { useMarkdownActions } from './actions.ts';
import { outward } from './plain.ts';
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
    <a {...outward(url, title)} onClick={open} onAuxClick={open}>
      {/* The link is a single target. A number in it must not lead elsewhere. */}
      <ReferencesContext value={null}>{children}</ReferencesContext>
      {address}
    </a>
  );
}

/** Follows a pressed link that has no handler of its own, in the answer that this is called for. */
export function useFollow(): (event: MouseEvent) => void {
  const { openLink } = useMarkdownActions();
  return useCallback(
    (event) => {
      if (event.defaultPrevented || !(event.target instanceof Element)) return;
      const link = event.target.closest('a[rel]');
      if (!(link instanceof HTMLAnchorElement) || !event.currentTarget.contains(link)) return;
      event.preventDefault();
      openLink(link.getAttribute('href') ?? '');
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
