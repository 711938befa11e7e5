import type { Element } from 'hast';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { addressToShow } from '../../../shared/markdown/link-text.ts';
import { useMarkdownActions } from './actions.ts';
import { safeLink } from '../parse/url.ts';
import { ReferencesContext } from './references.tsx';

type LinkProps = ComponentProps<'a'> & { readonly node?: Element | undefined };

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
  const where = title === undefined ? url : `${title}\n${url}`;
  return (
    <a href={url} title={where} rel="noreferrer noopener" onClick={open} onAuxClick={open}>
      {/* The link is a single target. A number in it must not lead elsewhere. */}
      <ReferencesContext value={null}>{children}</ReferencesContext>
      {address}
    </a>
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
