import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { useMarkdownActions } from './actions.ts';
import { safeLink } from '../parse/url.ts';

type LinkProps = ComponentProps<'a'> & { readonly node?: unknown };

/**
 * A link that leads where its title says, and only outside the window. An address that is not
 * http, https or mailto is left out; a footnote's link moves within the answer.
 */
export function Link({ node: _node, href = '', title, children, ...rest }: LinkProps): ReactNode {
  const { openLink } = useMarkdownActions();
  if ('data-footnote-ref' in rest || 'data-footnote-backref' in rest) {
    return (
      <a {...rest} href={href} onClick={followFootnote}>
        {children}
      </a>
    );
  }
  const url = safeLink(href);
  if (url === null) {
    return (
      <span className="md-refused" title={title}>
        {children}
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
      {children}
    </a>
  );
}

/** Moves to the note (or back) without touching the window's address. */
function followFootnote(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  const id = event.currentTarget.getAttribute('href')?.slice(1) ?? '';
  const target = document.getElementById(decodeURIComponent(id));
  target?.scrollIntoView({ block: 'nearest' });
  target?.focus({ preventScroll: true });
}
