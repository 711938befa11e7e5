import { languages } from '../language/catalogues.ts';
import { currentLanguage, t } from '../language/translate.ts';

/** A page that the browser shows at the end of a sign-in to a tool server. */
export type SignInPage =
  | { readonly kind: 'done'; readonly server: string }
  /** `sentence`: what went wrong and what to do. */
  | { readonly kind: 'failed'; readonly sentence: string }
  /** The page does not belong to the sign-in that Parley waits for. */
  | { readonly kind: 'stray' }
  /** The page was opened a second time. */
  | { readonly kind: 'again' };

function wordsOf(page: SignInPage): { readonly title: string; readonly text: string } {
  switch (page.kind) {
    case 'done':
      return {
        title: t('sign_in_page.done'),
        text: t('sign_in_page.done.text', { server: page.server }),
      };
    case 'failed':
      return { title: t('sign_in_page.failed'), text: page.sentence };
    case 'stray':
    case 'again':
      return { title: t(`sign_in_page.${page.kind}`), text: t(`sign_in_page.${page.kind}.text`) };
  }
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const style = `:root{color-scheme:light dark;font:16px/1.6 system-ui,sans-serif}
body{max-width:34rem;margin:20vh auto 0;padding:0 1.5rem}
h1{font-size:1.25rem;font-weight:600;margin:0 0 .5rem}p{margin:0}`;

/** Returns the HTML of a page. It loads nothing and runs no script. */
export function signInPage(page: SignInPage): string {
  const { title, text } = wordsOf(page);
  const tag = currentLanguage();
  return `<!doctype html>
<html lang="${tag}" dir="${languages[tag].direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)} – Parley</title><style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p></main></body></html>
`;
}
